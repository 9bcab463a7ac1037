package org.careloop.lm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Learns a byte-level byte-pair vocabulary (Sennrich et al. 2016): starting from the 256 bytes, the most frequent pair of
 * neighbours becomes a token of its own, again and again. Pairs never cross a word boundary.
 *
 * <p>The result depends on the texts alone: of equally frequent pairs the one whose parts are older wins. All pairs are
 * counted anew after each merge, which takes seconds for the some hundred kilobytes that a demo corpus has.
 */
final class BytePairTrainer {
    /**
     * Words: letters with the space before them, single digits, other signs with the space before them, white space. A
     * run of Chinese characters is one word, so that common compounds become tokens.
     */
    static final String WORDS = " ?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final Pattern WORD = Pattern.compile(WORDS, Pattern.UNICODE_CHARACTER_CLASS);

    /** A token of more bytes would be a memorised phrase: six Chinese characters, or a long English word. */
    private static final int LONGEST_TOKEN = 18;

    /** A pair that occurs once is not worth a token. */
    private static final int FEWEST = 2;

    private final List<Word> words;
    private final List<byte[]> tokens = new ArrayList<>();
    private final List<Pair> merges = new ArrayList<>();

    /** Two neighbouring tokens, by their ids. */
    record Pair(int left, int right) {}

    /** A learned vocabulary: the bytes of each token, the 256 single bytes first, and the merges in order. */
    record Vocabulary(List<byte[]> tokens, List<Pair> merges) {}

    private static final class Word {
        int[] symbols;
        final int count;

        Word(int[] symbols, int count) {
            this.symbols = symbols;
            this.count = count;
        }
    }

    private BytePairTrainer(Iterable<String> texts) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String text : texts) {
            WORD.matcher(text).results().forEach(word -> counts.merge(word.group(), 1, Integer::sum));
        }
        words = counts.entrySet().stream()
                .map(word -> new Word(ByteAlphabet.bytes(word.getKey()), word.getValue()))
                .toList();
        for (int value = 0; value < 256; value++) {
            tokens.add(new byte[] {(byte) value});
        }
    }

    /** Learns at most {@code size} tokens, fewer where the texts hold no more pairs worth one. */
    static Vocabulary train(Iterable<String> texts, int size) {
        BytePairTrainer trainer = new BytePairTrainer(texts);
        while (trainer.tokens.size() < size) {
            Optional<Pair> best = trainer.mostFrequent();
            if (best.isEmpty()) {
                break;
            }
            trainer.merge(best.get());
        }
        return new Vocabulary(List.copyOf(trainer.tokens), List.copyOf(trainer.merges));
    }

    private Optional<Pair> mostFrequent() {
        Map<Pair, Integer> counts = new HashMap<>();
        for (Word word : words) {
            for (int i = 0; i + 1 < word.symbols.length; i++) {
                counts.merge(new Pair(word.symbols[i], word.symbols[i + 1]), word.count, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .filter(pair -> pair.getValue() >= FEWEST && length(pair.getKey()) <= LONGEST_TOKEN)
                .max(Map.Entry.<Pair, Integer>comparingByValue()
                        .thenComparing(
                                Map.Entry::getKey,
                                Comparator.comparingInt(Pair::left)
                                        .thenComparingInt(Pair::right)
                                        .reversed()))
                .map(Map.Entry::getKey);
    }

    private int length(Pair pair) {
        return tokens.get(pair.left()).length + tokens.get(pair.right()).length;
    }

    private void merge(Pair pair) {
        byte[] left = tokens.get(pair.left());
        byte[] right = tokens.get(pair.right());
        byte[] merged = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, merged, left.length, right.length);
        int token = tokens.size();
        tokens.add(merged);
        merges.add(pair);
        words.forEach(word -> word.symbols = merged(word.symbols, pair, token));
    }

    private static int[] merged(int[] symbols, Pair pair, int token) {
        int[] result = new int[symbols.length];
        int length = 0;
        for (int i = 0; i < symbols.length; i++) {
            boolean here = i + 1 < symbols.length && symbols[i] == pair.left() && symbols[i + 1] == pair.right();
            result[length++] = here ? token : symbols[i];
            i += here ? 1 : 0;
        }
        return length == symbols.length ? symbols : Arrays.copyOf(result, length);
    }
}
