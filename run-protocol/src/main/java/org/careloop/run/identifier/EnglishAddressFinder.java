package org.careloop.run.identifier;

import java.util.function.Consumer;

/** Addresses as English writes them: a number, a street, and what follows it up to the postal code. */
final class EnglishAddressFinder implements Finder {
    private static final int MOST_STREET_WORDS = 5;
    private static final int MOST_PARTS = 5;
    private static final int LONGEST_WORD = 24;

    private static final Phrases STREETS = Phrases.of("""
        street,st.,st,avenue,ave.,ave,road,rd.,rd,lane,ln.,ln,drive,dr.,dr,boulevard,blvd.,blvd,court,ct.,ct,way,place,pl,square,terrace,
        crescent,close,parkway,pkwy,highway,hwy,gardens,grove,row,mews,circle,trail,plaza\
        """);
    private static final Phrases BOXES = Phrases.of("p.o. box,po box,p. o. box,post office box");
    private static final Phrases UNITS = Phrases.of("apt.,apt,apartment,unit,suite,ste,flat,floor,room,#,building");

    @Override
    public void find(String text, Consumer<Identifier> found) {
        int at = 0;
        while (at < text.length()) {
            int end = at > 0 && Letters.isWord(text.charAt(at - 1)) ? -1 : addressEnd(text, at);
            if (end > 0) {
                found.accept(new Identifier(IdentifierKind.ADDRESS, at, end));
                at = end;
            } else {
                at++;
            }
        }
    }

    private static int addressEnd(String text, int at) {
        int box = BOXES.longestAt(text, at);
        int first = box > 0 ? boxEnd(text, at + box) : streetEnd(text, at);
        return first < 0 ? -1 : partsEnd(text, first);
    }

    private static int boxEnd(String text, int from) {
        int at = Letters.skipSpaces(text, from);
        int end = digitsEnd(text, at, 6);
        return end > at ? end : -1;
    }

    /** 42 Maple Street, 610 N. 3rd St.: one to five words in capitals, the last of which is a kind of street. */
    private static int streetEnd(String text, int from) {
        int number = digitsEnd(text, from, 6);
        if (number == from || from > 0 && "./,-:".indexOf(text.charAt(from - 1)) >= 0) {
            return -1;
        }
        int at = number < text.length() && Letters.isLatin(text.charAt(number)) ? number + 1 : number;
        for (int words = 0; words <= MOST_STREET_WORDS; words++) {
            if (!Letters.isAt(text, at, " ")) {
                return -1;
            }
            at++;
            int street = STREETS.longestAt(text, at);
            if (words > 0 && street > 0 && Character.isUpperCase(text.charAt(at))) {
                return at + street;
            }
            int end = streetWordEnd(text, at);
            if (end == at) {
                return -1;
            }
            at = end;
        }
        return -1;
    }

    /** A word in capitals, an initial with a point, or an ordinal. */
    private static int streetWordEnd(String text, int from) {
        if (from >= text.length()) {
            return from;
        }
        boolean ordinal = Letters.isDigit(text.charAt(from));
        if (!ordinal && !Character.isUpperCase(text.charAt(from))) {
            return from;
        }
        int at = from;
        while (at < text.length() && at - from < LONGEST_WORD && isOfWord(text.charAt(at))) {
            at++;
        }
        boolean letters = Letters.isLatin(text.charAt(at - 1));
        if (ordinal && !letters) {
            return from;
        }
        boolean shortened = at - from <= 2 && Letters.isAt(text, at, ".") && Letters.isAt(text, at + 1, " ");
        return shortened ? at + 1 : at;
    }

    private static boolean isOfWord(char c) {
        return Letters.isWord(c) || c == '\'' || c == '’' || c == '-';
    }

    /** What goes with a street: flat, town, state, postal code; each behind a comma or a space. */
    private static int partsEnd(String text, int from) {
        int end = from;
        for (int part = 0; part < MOST_PARTS; part++) {
            int at = end;
            boolean comma = Letters.isAt(text, at, ",");
            at = Letters.skipSpaces(text, comma ? at + 1 : at);
            int next = partEnd(text, at, comma);
            if (next < 0) {
                return end;
            }
            end = next;
        }
        return end;
    }

    private static int partEnd(String text, int at, boolean comma) {
        int code = postalCodeEnd(text, at);
        if (code > 0) {
            return code;
        }
        int unit = UNITS.longestAt(text, at);
        if (unit > 0) {
            int number = Letters.skipSpaces(text, at + unit);
            int end = number;
            while (end < text.length() && end - number < 6 && Letters.isWord(text.charAt(end))) {
                end++;
            }
            return end > number && end - number < 6 ? end : -1;
        }
        return comma ? townEnd(text, at) : -1;
    }

    /** One to three words in capitals. */
    private static int townEnd(String text, int from) {
        int end = -1;
        int at = from;
        for (int word = 0; word < 3; word++) {
            if (postalCodeEnd(text, at) > 0) {
                return end;
            }
            int wordEnd = at < text.length() && Letters.isLatin(text.charAt(at)) ? streetWordEnd(text, at) : at;
            if (wordEnd <= at + 1) {
                return end;
            }
            end = wordEnd;
            if (!Letters.isAt(text, end, " ")) {
                return end;
            }
            at = end + 1;
        }
        return end;
    }

    /** 62704, 62704-1234, EC1R 4SP; a state may stand before a number. */
    private static int postalCodeEnd(String text, int from) {
        int at = from;
        if (isCapital(text, at) && isCapital(text, at + 1) && Letters.isAt(text, at + 2, " ")) {
            at += 3;
        }
        int zip = digitsEnd(text, at, 5);
        if (zip - at == 5) {
            int more = Letters.isAt(text, zip, "-") ? digitsEnd(text, zip + 1, 4) : zip;
            return more - zip == 5 ? more : zip;
        }
        return britishCodeEnd(text, from);
    }

    private static int britishCodeEnd(String text, int from) {
        int at = from;
        while (at - from < 2 && isCapital(text, at)) {
            at++;
        }
        int digits = digitsEnd(text, at, 2);
        if (at == from || digits == at) {
            return -1;
        }
        at = isCapital(text, digits) ? digits + 1 : digits;
        boolean inward = Letters.isAt(text, at, " ")
                && digitsEnd(text, at + 1, 1) == at + 2
                && isCapital(text, at + 2)
                && isCapital(text, at + 3);
        return inward ? at + 4 : -1;
    }

    private static boolean isCapital(String text, int at) {
        return at < text.length() && text.charAt(at) >= 'A' && text.charAt(at) <= 'Z';
    }

    private static int digitsEnd(String text, int from, int most) {
        int at = from;
        while (at < text.length() && at - from < most && Letters.isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
