package org.careloop.run.identifier;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Numbers of people, cards and telephones, by their check digits, their shape, and the words before them. */
final class NumberFinder implements Finder {
    private static final int REACH = 30;
    private static final int MOST_GROUPS = 6;
    private static final int FEWEST_DIGITS = 7;

    /** What a number was announced as. */
    private enum Announced {
        PHONE("""
            phone,telephone,tel,mobile,cell,cellphone,fax,call,call me at,text,ring,whatsapp,wechat,contact,reach,reachable,
            dial,office,hotline,pager,sms,phone number,voicemail,contact number,
            电话,手机,手机号,座机,致电,拨打,打,微信,传真,联系方式,热线,联系电话,固话,来电,短信,号码,小灵通\
            """),
        SSN("ssn,social security,social security number,social security no,soc sec"),
        NHS("nhs,nhs number,nhs no,nhs no."),
        CHINA_ID("身份证,身份证号,身份证号码,公民身份号码,证件号,证件号码"),
        CARD("""
            card,visa,mastercard,amex,american express,card number,credit card,debit card,bank card,account number,
            卡,卡号,银行卡,信用卡,储蓄卡,借记卡,账号,账户,银联,户头,退到,打到,转到,汇到,打这里\
            """);

        private final Phrases phrases;

        Announced(String phrases) {
            this.phrases = Phrases.of(phrases);
        }
    }

    private static final Announced[] ALL = Announced.values();

    @Override
    public void find(String text, Consumer<Identifier> found) {
        int[] announced = new int[ALL.length];
        Arrays.fill(announced, Integer.MIN_VALUE / 2);
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                Arrays.fill(announced, Integer.MIN_VALUE / 2);
            }
            if (Letters.isDigit(c) || c == '+') {
                at = takeNumber(text, at, announced, found);
                continue;
            }
            note(text, at, announced);
            at++;
        }
    }

    private static void note(String text, int at, int[] announced) {
        for (Announced each : ALL) {
            int length = each.phrases.longestAt(text, at);
            if (length > 0) {
                announced[each.ordinal()] = at + length;
            }
        }
    }

    /** Takes the number that begins here, and gives the place to go on from. */
    private static int takeNumber(String text, int at, int[] announced, Consumer<Identifier> found) {
        int plus = text.charAt(at) == '+' ? 1 : 0;
        DigitGroups all = DigitGroups.at(text, at + plus);
        if (all.size() == 0) {
            return at + 1;
        }
        if (at > 0 && plus == 0 && Letters.isWord(text.charAt(at - 1))) {
            return all.groups().getFirst().end();
        }
        Identifier identifier = longest(all, groups -> strict(groups, plus > 0, announced));
        if (identifier == null && isNear(Announced.PHONE, all, announced)) {
            identifier = longest(all, groups -> PhoneShapes.isSaid(groups) ? phone(groups, plus) : null);
        }
        if (identifier == null) {
            return all.groups().getFirst().end();
        }
        found.accept(identifier);
        return identifier.end();
    }

    /** What the most groups are that are something. */
    private static @Nullable Identifier longest(DigitGroups all, Function<DigitGroups, @Nullable Identifier> what) {
        for (int count = Math.min(MOST_GROUPS, all.size()); count > 0; count--) {
            DigitGroups groups = all.first(count);
            if (groups.digitCount() < FEWEST_DIGITS) {
                return null;
            }
            Identifier identifier = what.apply(groups);
            if (identifier != null) {
                return identifier;
            }
        }
        return null;
    }

    /** A number that its shape or its check digits show to be one. */
    private static @Nullable Identifier strict(DigitGroups groups, boolean plus, int[] announced) {
        Identifier citizen = chinaId(groups, announced);
        if (citizen != null || !groups.isWhole()) {
            return citizen;
        }
        boolean phone = isNear(Announced.PHONE, groups, announced);
        if (!plus && isNational(groups, announced, phone)) {
            return new Identifier(IdentifierKind.NATIONAL_ID, groups.start(), groups.end());
        }
        if (!plus && isCard(groups, isNear(Announced.CARD, groups, announced))) {
            return new Identifier(IdentifierKind.BANK_CARD, groups.start(), groups.end());
        }
        return PhoneShapes.isOne(groups, plus) ? phone(groups, plus ? 1 : 0) : null;
    }

    private static Identifier phone(DigitGroups groups, int plus) {
        return new Identifier(IdentifierKind.PHONE, PhoneShapes.start(groups, plus), groups.end());
    }

    /** A citizen's number in China, whose last character may be an X. */
    private static @Nullable Identifier chinaId(DigitGroups groups, int[] announced) {
        String text = groups.text();
        String digits = groups.digits();
        int end = groups.end();
        boolean x = digits.length() == 17 && Letters.isAt(text, end, "xX");
        int behind = x ? end + 1 : end;
        boolean whole = behind == text.length() || !Letters.isWord(text.charAt(behind));
        String number = x ? digits + "X" : digits;
        if (!whole || number.length() != 18 && number.length() != 15) {
            return null;
        }
        boolean said = isNear(Announced.CHINA_ID, groups, announced);
        return said || Checksums.isChinaId(number)
                ? new Identifier(IdentifierKind.NATIONAL_ID, groups.start(), behind)
                : null;
    }

    private static boolean isNational(DigitGroups groups, int[] announced, boolean phone) {
        String digits = groups.digits();
        String shape = groups.shape();
        boolean ssn = Checksums.isSsn(digits)
                && (shape.equals("3-2-4") && groups.isJoinedBy("-‑–") || isNear(Announced.SSN, groups, announced));
        boolean nhs = Checksums.isNhs(digits)
                && (isNear(Announced.NHS, groups, announced)
                        || !phone && shape.equals("3-3-4") && groups.isJoinedBy(" "));
        return ssn || nhs;
    }

    private static boolean isCard(DigitGroups groups, boolean said) {
        String digits = groups.digits();
        int length = digits.length();
        boolean card =
                length >= 13 && length <= 19 && "3456".indexOf(digits.charAt(0)) >= 0 && Checksums.isLuhn(digits);
        boolean various = digits.chars().distinct().count() > 3;
        boolean issued = length >= 15 && (digits.startsWith("62") || length <= 16);
        return card && groups.isJoinedBy(" -") && (said || various && issued);
    }

    private static boolean isNear(Announced what, DigitGroups groups, int[] announced) {
        return groups.start() - announced[what.ordinal()] <= REACH;
    }
}
