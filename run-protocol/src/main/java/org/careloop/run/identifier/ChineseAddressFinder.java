package org.careloop.run.identifier;

import java.util.function.Consumer;

/** Addresses as Chinese writes them: from the province, or whatever is named, down to the number of a house and a room. */
final class ChineseAddressFinder implements Finder {
    private static final int LONGEST = 40;
    private static final int LONGEST_NAME = 10;
    private static final String OF_REGIONS = "省市区县镇乡州旗";
    private static final Phrases ROADS = Phrases.of("路,街,道,巷,弄,胡同,村,段,里,苑,屯,组,大街,大道,新村,小区,花园,家园,庄,坊");
    private static final Phrases PARTS = Phrases.of("""
        号楼,号院,号,弄,栋,幢,座,单元,室,楼,层,组,大厦,广场,小区,花园,公寓,中心,家园,新村,苑\
        """);
    private static final Phrases LEADS = Phrases.of("""
        住址,地址,家庭住址,通讯地址,户籍地址,户籍,居住地,居住地址,现住址,现住,家住,住在,住,寄到,寄往,寄至,寄,送到,送至,位于,来自,籍贯,在,于,到,至,搬到,
        搬至,家在,是,为,从,去,联系地址,单位地址,工作单位,出生于,户口所在地,户口\
        """);

    @Override
    public void find(String text, Consumer<Identifier> found) {
        int behind = 0;
        int at = 0;
        while (at < text.length()) {
            int road = roadNumberEnd(text, at);
            if (road < 0) {
                at++;
                continue;
            }
            int start = start(text, Math.max(behind, at - LONGEST), at);
            int end = end(text, road);
            if (at - start >= 2) {
                found.accept(new Identifier(IdentifierKind.ADDRESS, start, end));
            }
            behind = end;
            at = end;
        }
    }

    /** Behind 路88号: a road, digits, and what counts houses; -1 for anything else. */
    private static int roadNumberEnd(String text, int at) {
        int road = ROADS.longestAt(text, at);
        int digits = at + road;
        int end = digits;
        while (end < text.length() && end - digits < 5 && isNumeral(text.charAt(end))) {
            end++;
        }
        boolean counted =
                road > 0 && end > digits && PARTS.longestAt(text, end) > 0 && Letters.isAt(text, end, "号弄栋幢座");
        return counted ? end + PARTS.longestAt(text, end) : -1;
    }

    private static boolean isNumeral(char c) {
        return Letters.isDigit(c) || "一二三四五六七八九十".indexOf(c) >= 0 || c == '-' || c >= 'A' && c <= 'H';
    }

    /** Where what is named before a road begins: behind the last word that leads to an address. */
    private static int start(String text, int earliest, int road) {
        int start = road;
        while (start > earliest && (Letters.isHan(text.charAt(start - 1)) || Letters.isDigit(text.charAt(start - 1)))) {
            start--;
        }
        for (int at = road - 1; at > start; at--) {
            int lead = LEADS.longestBefore(text, at, 6);
            if (lead > 0 && at - lead >= start && leadsOn(text, at, road)) {
                return at;
            }
        }
        return start;
    }

    /** Whether a name of a region or a road can stand between here and the road; 市中心 and 南到 may be part of one. */
    private static boolean leadsOn(String text, int from, int road) {
        return road - from >= 2 || OF_REGIONS.indexOf(text.charAt(from)) < 0;
    }

    /** Further parts: 3号楼1502室, 华星大厦9楼. */
    private static int end(String text, int from) {
        int end = from;
        while (end - from < LONGEST) {
            int next = partEnd(text, end);
            if (next < 0) {
                return end;
            }
            end = next;
        }
        return end;
    }

    private static int partEnd(String text, int from) {
        int at = Letters.isAt(text, from, " ") ? from + 1 : from;
        int digits = at;
        while (at < text.length() && at - digits < 6 && isNumeral(text.charAt(at))) {
            at++;
        }
        int part = PARTS.longestAt(text, at);
        if (at > digits && part > 0) {
            return at + part;
        }
        if (at - digits >= 3) {
            return at;
        }
        for (int name = digits; name - digits <= LONGEST_NAME && name < text.length(); name++) {
            int kind = PARTS.longestAt(text, name);
            if (kind >= 2 && name > digits) {
                return name + kind;
            }
            if (!Letters.isHan(text.charAt(name))) {
                return -1;
            }
        }
        return -1;
    }
}
