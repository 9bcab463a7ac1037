package org.careloop.lm.cleaning.words;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The passages of a text that are as long as a number of English words, one from each word on. A Chinese character counts 13/21 of
 * a word: thirteen words are 21 characters.
 */
public final class Windows {
    private static final Hasher64 HASH = Hashing.xxh3_64();
    private static final int OF_A_WORD = 21;
    private static final int OF_A_CHARACTER = 13;

    private Windows() {}

    /** Takes a passage: its hash, and its first and last word. */
    @FunctionalInterface
    public interface Sink {
        /** @return whether to go on */
        boolean take(long hash, int first, int last);
    }

    /** @param length in English words */
    public static void forEach(Words words, int length, Sink sink) {
        int needed = length * OF_A_WORD;
        int weight = 0;
        int end = 0;
        long[] powers = new long[needed / OF_A_CHARACTER + 2];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 0x9E3779B97F4A7C15L;
        }
        long rolling = 0;
        for (int first = 0; first < words.size(); first++) {
            while (end < words.size() && weight < needed) {
                weight += weight(words, end);
                rolling = rolling * powers[1] + words.hash(end);
                end++;
            }
            if (weight < needed || !sink.take(HASH.hashLongToLong(rolling), first, end - 1)) {
                return;
            }
            weight -= weight(words, first);
            rolling -= words.hash(first) * powers[end - first - 1];
        }
    }

    private static int weight(Words words, int word) {
        return words.isIdeograph(word) ? OF_A_CHARACTER : OF_A_WORD;
    }
}
