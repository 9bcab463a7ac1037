package org.careloop.run.identifier;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Words by which an identifier is announced; whether one of them stands at a place of a text is found in bounded time. */
final class Phrases {
    private static final int BUCKETS = 1024;

    private final String[][] byFirst = new String[BUCKETS][];
    /** The characters with which a phrase begins, in capitals too: most places of a text are passed by a look at it. */
    private final BitSet first = new BitSet();

    private Phrases(Collection<String> phrases) {
        List<List<String>> buckets = new ArrayList<>();
        for (int i = 0; i < BUCKETS; i++) {
            buckets.add(new ArrayList<>());
        }
        for (String phrase : phrases) {
            char begins = phrase.charAt(0);
            buckets.get(bucket(begins)).add(phrase);
            first.set(Character.toLowerCase(begins));
            first.set(Character.toUpperCase(begins));
        }
        for (int i = 0; i < BUCKETS; i++) {
            List<String> bucket = buckets.get(i);
            bucket.sort(Comparator.comparing(String::length).reversed());
            byFirst[i] = bucket.toArray(String[]::new);
        }
    }

    /** Phrases in lower case, separated by commas. */
    static Phrases of(String commaSeparated) {
        return new Phrases(List.of(commaSeparated.strip().split("\\s*,\\s*")));
    }

    private static int bucket(char first) {
        return Character.toLowerCase(first) & (BUCKETS - 1);
    }

    /** The length of the longest phrase that begins here, in capitals or not; 0 for none. A word of letters counts only whole. */
    int longestAt(String text, int at) {
        if (at >= text.length() || !first.get(text.charAt(at)) || isInsideWord(text, at)) {
            return 0;
        }
        for (String phrase : byFirst[bucket(text.charAt(at))]) {
            if (text.regionMatches(true, at, phrase, 0, phrase.length()) && isWhole(text, at + phrase.length())) {
                return phrase.length();
            }
        }
        return 0;
    }

    private static boolean isInsideWord(String text, int at) {
        return at > 0 && Letters.isWord(text.charAt(at)) && Letters.isWord(text.charAt(at - 1));
    }

    private static boolean isWhole(String text, int end) {
        return end == text.length() || !(Letters.isWord(text.charAt(end - 1)) && Letters.isLatin(text.charAt(end)));
    }

    /** The length of the longest phrase that ends here; 0 for none. */
    int longestBefore(String text, int end, int longest) {
        for (int length = Math.min(longest, end); length > 0; length--) {
            if (longestAt(text, end - length) == length) {
                return length;
            }
        }
        return 0;
    }
}
