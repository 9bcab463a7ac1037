package org.careloop.run.identifier;

import java.util.function.Consumer;

/** Addresses of e-mail. */
final class EmailFinder implements Finder {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_HOST = 253;

    @Override
    public void find(String text, Consumer<Identifier> found) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = start(text, at);
            int end = end(text, at + 1);
            if (start < at && end > at) {
                found.accept(new Identifier(IdentifierKind.EMAIL, start, end));
            }
        }
    }

    private static int start(String text, int at) {
        int start = at;
        while (start > 0 && at - start < LONGEST_NAME && isOfName(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && !isAscii(text.charAt(start))) {
            start++;
        }
        return start;
    }

    private static boolean isAscii(char c) {
        return c < 128 && Letters.isWord(c);
    }

    private static boolean isOfName(char c) {
        return isAscii(c) || "._%+-".indexOf(c) >= 0;
    }

    /** Behind a host with a dot and letters after the last one; -1 for none. */
    private static int end(String text, int from) {
        int at = from;
        int lastDot = -1;
        int end = -1;
        while (at < text.length() && at - from < LONGEST_HOST) {
            char c = text.charAt(at);
            if (c == '.' && at > from && lastDot != at - 1) {
                lastDot = at;
            } else if (!(isAscii(c) || c == '-')) {
                break;
            }
            at++;
            if (lastDot > 0 && at - lastDot > 2 && isLetters(text, lastDot + 1, at)) {
                end = at;
            }
        }
        return end;
    }

    private static boolean isLetters(String text, int start, int end) {
        return end - start <= 24
                && text.substring(start, end).chars().allMatch(c -> c < 128 && Letters.isLatin((char) c));
    }
}
