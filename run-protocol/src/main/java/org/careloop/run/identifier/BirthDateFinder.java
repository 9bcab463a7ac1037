package org.careloop.run.identifier;

import java.util.function.Consumer;

/** Days of birth: a day with a word of birth before it, or behind it as Chinese has it. */
final class BirthDateFinder implements Finder {
    private static final int FILLERS = 6;
    private static final Phrases BEFORE = Phrases.of("""
        dob,d.o.b.,d.o.b,date of birth,birth date,birthdate,birthday,born on,born,
        出生日期,出生年月日,出生年月,出生时间,出生于,出生,生日,生于,出生日\
        """);
    private static final Phrases BEHIND = Phrases.of("出生,生的,生人,降生");
    private static final Phrases FILLER = Phrases.of("is,on,the,was,是,为,在,于,(,（,-,–,:,：,=");

    @Override
    public void find(String text, Consumer<Identifier> found) {
        for (int at = 0; at < text.length(); at++) {
            int phrase = BEFORE.longestAt(text, at);
            if (phrase > 0) {
                int start = skipFillers(text, at + phrase);
                int end = DateReader.end(text, start);
                if (end > 0) {
                    found.accept(new Identifier(IdentifierKind.BIRTH_DATE, start, end));
                    at = end - 1;
                    continue;
                }
                at += phrase - 1;
            } else if (beginsYear(text, at)) {
                int end = DateReader.end(text, at);
                if (end > 0 && isBirth(text, end)) {
                    found.accept(new Identifier(IdentifierKind.BIRTH_DATE, at, end));
                    at = end - 1;
                }
            }
        }
    }

    private static boolean isBirth(String text, int at) {
        boolean alone = Letters.isAt(text, at, "生")
                && (at + 1 == text.length()
                        || !Letters.isWord(text.charAt(at + 1)) && !Letters.isHan(text.charAt(at + 1)));
        return alone || BEHIND.longestAt(text, at) > 0;
    }

    private static boolean beginsYear(String text, int at) {
        return Letters.isAt(text, at, "12")
                && (at == 0 || !Letters.isWord(text.charAt(at - 1)))
                && Letters.isAt(text, at + 4, "年-/.");
    }

    private static int skipFillers(String text, int from) {
        int at = Letters.skipSpaces(text, from);
        for (int i = 0; i < FILLERS; i++) {
            int filler = FILLER.longestAt(text, at);
            if (filler == 0) {
                break;
            }
            at = Letters.skipSpaces(text, at + filler);
        }
        return at;
    }
}
