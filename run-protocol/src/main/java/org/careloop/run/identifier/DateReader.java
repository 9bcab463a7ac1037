package org.careloop.run.identifier;

import java.util.Locale;
import java.util.Set;

/** Reads a day as people write it in English and Chinese. */
final class DateReader {
    private static final Set<String> MONTHS =
            Set.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final int FIRST_YEAR = 1880;
    private static final int LAST_YEAR = 2100;

    private DateReader() {}

    /** Behind the day that begins here; -1 where none does. */
    static int end(String text, int from) {
        int numbers = ofNumbers(text, from);
        return numbers > 0 ? numbers : ofWords(text, from);
    }

    /** 1961年3月14日, 1975-08-23, 03/14/1962, 23.09.1990, 19630911. */
    private static int ofNumbers(String text, int from) {
        int[] parts = new int[3];
        int at = from;
        for (int part = 0; part < 3; part++) {
            int end = digits(text, at, 8);
            if (end == at) {
                return -1;
            }
            if (part == 0 && end - at == 8) {
                return isDay(text.substring(at, end)) ? end : -1;
            }
            if (end - at > 4) {
                return -1;
            }
            parts[part] = Integer.parseInt(text, at, end, 10);
            at = end;
            if (part < 2) {
                at = Letters.skipSpaces(text, at);
                if (!Letters.isAt(text, at, part == 0 ? "-/.年" : "-/.月")) {
                    return -1;
                }
                at = Letters.skipSpaces(text, at + 1);
            }
        }
        if (!isDay(parts)) {
            return -1;
        }
        int behind = Letters.skipSpaces(text, at);
        return Letters.isAt(text, behind, "日号") ? behind + 1 : at;
    }

    private static boolean isDay(String eight) {
        return isDay(new int[] {
            Integer.parseInt(eight, 0, 4, 10), Integer.parseInt(eight, 4, 6, 10), Integer.parseInt(eight, 6, 8, 10)
        });
    }

    private static boolean isDay(int[] parts) {
        boolean yearFirst = parts[0] >= FIRST_YEAR && parts[0] <= LAST_YEAR;
        if (yearFirst) {
            return isMonth(parts[1]) && isDayOfMonth(parts[2]);
        }
        boolean year = parts[2] < 100 || parts[2] >= FIRST_YEAR && parts[2] <= LAST_YEAR;
        return year && (isMonth(parts[0]) && isDayOfMonth(parts[1]) || isMonth(parts[1]) && isDayOfMonth(parts[0]));
    }

    private static boolean isMonth(int number) {
        return number >= 1 && number <= 12;
    }

    private static boolean isDayOfMonth(int number) {
        return number >= 1 && number <= 31;
    }

    /** 7 March 1971, 05-Jun-1937, April 3, 1949, August 19th, 2001. */
    private static int ofWords(String text, int from) {
        boolean dayFirst = from < text.length() && Letters.isDigit(text.charAt(from));
        int at = dayFirst ? gap(text, ordinal(text, digits(text, from, 2))) : from;
        int word = at;
        while (at < text.length() && at - word < 10 && Letters.isLatin(text.charAt(at))) {
            at++;
        }
        if (at - word < 3 || !MONTHS.contains(text.substring(word, word + 3).toLowerCase(Locale.ROOT))) {
            return -1;
        }
        at = gap(text, at);
        if (!dayFirst) {
            int day = digits(text, at, 2);
            if (day == at) {
                return -1;
            }
            at = gap(text, ordinal(text, day));
        }
        int end = digits(text, at, 4);
        return end - at == 4 ? end : -1;
    }

    private static int ordinal(String text, int at) {
        return isOrdinal(text, at) ? at + 2 : at;
    }

    private static boolean isOrdinal(String text, int at) {
        return at + 2 <= text.length()
                && Set.of("st", "nd", "rd", "th")
                        .contains(text.substring(at, at + 2).toLowerCase(Locale.ROOT));
    }

    private static int gap(String text, int from) {
        int at = from;
        while (at - from < 3 && Letters.isAt(text, at, " ,.-/")) {
            at++;
        }
        if (at - from < 3 && text.startsWith("of ", at)) {
            at += 3;
        }
        return at;
    }

    private static int digits(String text, int from, int most) {
        int at = from;
        while (at < text.length() && at - from <= most && Letters.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
