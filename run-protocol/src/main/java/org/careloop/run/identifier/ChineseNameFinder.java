package org.careloop.run.identifier;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Names in Chinese texts: behind a label or an introduction, and before a form of address. */
final class ChineseNameFinder implements Finder {
    private static final int LONGEST_LEAD = 3;

    /** What a name stands behind with a colon. */
    private static final Phrases LABELS = Phrases.of("""
        姓名,姓 名,姓　名,姓  名,患者姓名,病人姓名,患者,病人,患儿,产妇,孕妇,联系人,紧急联系人,家属,家属姓名,主治医师,主治医生,主管医师,主管医生,会诊医生,
        会诊医师,经治医师,接诊医生,接诊医师,手术者,术者,主刀,主刀医生,主刀医师,助手,第一助手,第二助手,一助,二助,麻醉医师,麻醉师,麻醉者,签名,签字,医师签名,
        医生签名,患者签名,家属签名,医师,医生,护士,责任护士,记录者,记录人,报告医师,报告医生,审核医师,审核医生,检查医师,管床医生,管床医师,户主,监护人,
        陪护人,送检医师,申请医师,申请医生,受试者姓名,受试者,研究者,父亲姓名,母亲姓名,父亲,母亲,委托人,代理人,称呼,就诊人,投保人,被保险人\
        """);

    /** What a name stands behind with nothing between, if what follows it is what follows names. */
    private static final Phrases LEADS = Phrases.of("""
        患者,病人,患儿,产妇,孕妇,家属,护士,医师,经,本人,我叫,名叫,叫做,叫,我是,名字是,姓名是,名字叫,护士是,医生是,大夫是,医师是,主任是,我姓,免贵姓,
        患者为,病例为,受试者,逝者,伤者,男婴,女婴,儿子,女儿,丈夫,妻子,父亲,母亲\
        """);

    private static final Phrases AFTER_NAMES = Phrases.of("""
        代诉,记录,陪同,签字,签名,诉说,诉,告知,主任,医师,医生,护士,同意,自愿,来院,来诊,就诊,因,于,男,女,系,说,表示,反映,年龄,性别,科室,日期,电话,
        身份证,床号,住院号,门诊号,要求,拒绝,今年,委托,已知,知情,出生,提供,护送,发现,补充,申请,查房,您好\
        """);
    private static final Phrases AFTER_COMMA = Phrases.of("""
        男,女,孕,年龄,性别,身份证,身份证号,电话,手机,联系电话,住院号,病历号,门诊号,床,系,出生,汉族,回族,满族,民族,籍贯,职业,家住,住址,住,现年,
        今年,因,因为,主诉,岁,停经,体重,既往\
        """);

    private static final Phrases TITLES = Phrases.of("""
        先生,女士,小姐,医生,大夫,主任,副主任,教授,护士,护士长,医师,药师,老师,阿姨,大爷,奶奶,爷爷,叔叔,伯伯,老太太,老太,老先生,师傅,院长,主治,同学,大妈,
        大叔,大姐,大哥,婆婆\
        """);
    private static final Phrases AFTER_NO_TITLE = Phrases.of("工作站,资格,助理,协会,团队,证,节,职称,们,提示,主导");
    private static final Phrases BEFORE_TITLED = Phrases.of("""
        请问,请,请教,咨询,昨天,今天,前天,明天,刚才,上次,听,问,说,的,是,和,与,找,让,由,经,见,给,跟,向,叫,找了,找过,看了,看过,约了,挂了,挂,谢谢,感谢,尊敬的,
        亲爱的,您好,你好,因为,但,而,后,被,同,对,为,到,去,陪,把,请到,本院,我院,该院,患者,病人,家属,及,或,了,过,称,姓\
        """);

    private static final Phrases ACROSS = Phrases.of("由于,对于,为何,到时,后方,对方,及时,到位,同时,的时");

    @Override
    public void find(String text, Consumer<Identifier> found) {
        int at = 0;
        while (at < text.length()) {
            if (!Letters.isHan(text.charAt(at))) {
                at++;
                continue;
            }
            Identifier name = named(text, at);
            if (name != null) {
                found.accept(name);
            }
            at = name != null && name.end() > at ? name.end() : at + 1;
        }
    }

    private static @Nullable Identifier named(String text, int at) {
        int label = LABELS.longestAt(text, at);
        int colon = Letters.skipSpaces(text, at + label);
        if (label > 0 && colon < text.length() && Letters.isColon(text.charAt(colon))) {
            return behindColon(text, Letters.skipSpaces(text, colon + 1));
        }
        int lead = LEADS.longestAt(text, at);
        if (lead > 0) {
            Identifier name = behindLead(text, at + lead);
            if (name != null) {
                return name;
            }
        }
        int title = TITLES.longestAt(text, at);
        boolean titled = title > 0 && AFTER_NO_TITLE.longestAt(text, at + title) == 0;
        return titled ? beforeTitle(text, at) : null;
    }

    private static Identifier name(int start, int end) {
        return new Identifier(IdentifierKind.NAME, start, end);
    }

    private static @Nullable Identifier behindColon(String text, int from) {
        Identifier foreignWritten = withMiddleDot(text, from);
        if (foreignWritten != null) {
            return foreignWritten;
        }
        int surname = ChineseNames.surname(text, from);
        int run = ChineseNames.run(text, from, surname + 4);
        if (ChineseNames.mayBegin(text, from)) {
            if (run > surname && run <= surname + 2) {
                return name(from, from + run);
            }
            for (int given = 2; given > 0; given--) {
                int end = from + surname + given;
                if (run > surname + given && (AFTER_NAMES.longestAt(text, end) > 0 || isLabel(text, end))) {
                    return name(from, end);
                }
            }
        }
        int foreign = EnglishNames.end(text, from, 1);
        return foreign > 0 ? name(from, foreign) : null;
    }

    private static boolean isLabel(String text, int at) {
        return LABELS.longestAt(text, at) > 0 || AFTER_COMMA.longestAt(text, at) > 0;
    }

    /** 阿依古丽·买买提. */
    private static @Nullable Identifier withMiddleDot(String text, int from) {
        int first = ChineseNames.run(text, from, 6);
        if (first == 0 || !Letters.isAt(text, from + first, "·•・")) {
            return null;
        }
        int second = ChineseNames.run(text, from + first + 1, 6);
        return second == 0 ? null : name(from, from + first + 1 + second);
    }

    private static @Nullable Identifier behindLead(String text, int from) {
        if (!ChineseNames.mayBegin(text, from)) {
            return null;
        }
        int surname = ChineseNames.surname(text, from);
        for (int given = 2; given > 0; given--) {
            int end = from + surname + given;
            boolean name = ChineseNames.run(text, from, surname + given) == surname + given
                    && ChineseNames.mayBeGiven(text, from + surname, end);
            if (name && endsName(text, end, given)) {
                return name(from, end);
            }
        }
        return null;
    }

    /** Whether what follows goes on about a person, by a comma and a person's particulars or by a verb. */
    private static boolean endsName(String text, int end, int given) {
        int at = Letters.skipSpaces(text, end);
        if (Letters.isAt(text, at, "，,、（(")) {
            int next = Letters.skipSpaces(text, at + 1);
            return AFTER_COMMA.longestAt(text, next) > 0
                    || Letters.isAt(text, next, "0123456789") && beginsAge(text, next)
                    || isIntroduction(text, end, given);
        }
        boolean over = at == text.length() || Letters.isAt(text, at, "。；;\n");
        return over ? isIntroduction(text, end, given) : AFTER_NAMES.longestAt(text, at) > 0;
    }

    private static boolean beginsAge(String text, int at) {
        int end = at;
        while (end - at < 4 && end < text.length() && Letters.isDigit(text.charAt(end))) {
            end++;
        }
        return Letters.isAt(text, end, "岁月天周床") || Letters.isAt(text, end, " ") && Letters.isAt(text, end + 1, "岁月天周");
    }

    /** 我叫…, …是: words behind which a name may end a sentence. */
    private static boolean isIntroduction(String text, int end, int given) {
        int lead = end - given - 1;
        return Letters.isAt(text, lead - 1, "叫是") || Letters.isAt(text, lead - 2, "叫是");
    }

    /** 刘先生, 陈美玲女士, 请问周医生: the name before a form of address, if a word can end before it. */
    private static @Nullable Identifier beforeTitle(String text, int title) {
        for (int length = 4; length > 0; length--) {
            int from = title - length;
            if (from < 0 || ChineseNames.run(text, from, length) < length || !ChineseNames.mayBegin(text, from)) {
                continue;
            }
            int given = length - ChineseNames.surname(text, from);
            boolean fits = given >= 0 && given <= 2 && ChineseNames.mayBeGiven(text, title - given, title);
            if (fits && mayEndBefore(text, from)) {
                return name(from, title);
            }
        }
        return null;
    }

    private static boolean mayEndBefore(String text, int at) {
        return at == 0
                || !Letters.isHan(text.charAt(at - 1))
                || BEFORE_TITLED.longestBefore(text, at, LONGEST_LEAD) > 0 && !isWordAcross(text, at);
    }

    /** 由于…, 对于…: the surname ends a word that began before it. */
    private static boolean isWordAcross(String text, int at) {
        return ACROSS.longestAt(text, at - 1) > 0;
    }
}
