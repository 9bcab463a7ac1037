package org.careloop.cleaning;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A corpus in which near duplicates are planted: of a hundred texts, two are changed copies of an earlier one with a similarity just
 * above .8, two with one of about .6 that are none, and the others are their own. Half of the texts are Chinese characters, half
 * English words, drawn as words of a language are, some often and most seldom. Similarity is the share of runs of five that two
 * texts have in common, by sets of strings: nothing of the program's own is asked.
 */
public final class PlantedTexts {
    private static final int RUN = 5;
    private static final int FAR = 50;
    private static final String[] FREQUENT =
            "the of and to in a is was for with that as by on are this it from at be or an which were not".split(" ");
    private static final String[] WORDS =
            drawn(20_000, rank -> rank <= FREQUENT.length ? FREQUENT[rank - 1] : "w" + Integer.toString(rank * 37, 36));
    private static final String[] CHARACTERS = drawn(3_000, rank -> Character.toString(0x4E00 + rank * 6));

    private final Random random;
    private final List<List<String>> earlier = new ArrayList<>();

    /** The line of each of them. */
    private final List<Long> lines = new ArrayList<>();

    private PlantedTexts(long seed) {
        random = new Random(seed);
    }

    /**
     * What a text is.
     *
     * @param of line of the text that it is a copy of, counted from 1; 0 for a text of its own
     * @param similarity of the two
     */
    public record Planted(long line, long of, double similarity) {}

    /** Writes so many texts as rows, and says which of them are copies. */
    public static List<Planted> write(Path file, int count, long seed) throws IOException {
        PlantedTexts texts = new PlantedTexts(seed);
        List<Planted> planted = new ArrayList<>();
        try (BufferedWriter rows = Files.newBufferedWriter(file)) {
            for (int line = 1; line <= count; line++) {
                List<String> words = texts.next(line, planted);
                boolean chinese = words.getFirst().charAt(0) > 0x3000;
                rows.write("{\"text\": \"" + String.join(chinese ? "" : " ", words) + "\"}\n");
            }
        }
        return planted;
    }

    private List<String> next(int line, List<Planted> planted) {
        int kind = line % FAR;
        if (line <= FAR || kind > 1) {
            List<String> words = fresh();
            remember(line, words);
            return words;
        }
        int back = random.nextInt(earlier.size());
        List<String> source = earlier.get(back);
        List<String> copy = changed(source, kind == 0 ? 0.8 : 0.6);
        planted.add(new Planted(line, lines.get(back), similarity(source, copy)));
        return copy;
    }

    /** Copies are of texts all over the corpus; the memory of the generator stays small. */
    private void remember(long line, List<String> words) {
        if (earlier.size() < 2_000) {
            earlier.add(words);
            lines.add(line);
        } else if (random.nextInt(20) == 0) {
            int place = random.nextInt(earlier.size());
            earlier.set(place, words);
            lines.set(place, line);
        }
    }

    private List<String> fresh() {
        boolean chinese = random.nextBoolean();
        int length = 60 + random.nextInt(120);
        List<String> words = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            words.add(word(chinese));
        }
        return words;
    }

    private String word(boolean chinese) {
        String[] words = chinese ? CHARACTERS : WORDS;
        return words[random.nextInt(words.length)];
    }

    /** Words by their rank, so often that a rank is drawn the less the higher it is. */
    private static String[] drawn(int ranks, IntFunction<String> word) {
        String[] words = new String[1 << 16];
        for (int i = 0; i < words.length; i++) {
            words[i] = word.apply((int) Math.pow(ranks, (double) i / words.length));
        }
        return words;
    }

    /**
     * Exchanges k words that stand apart, each of which is in five of the n runs: (n − 5k) / (n + 5k) of all runs are those of
     * both, unless a run stands in the text twice.
     */
    private List<String> changed(List<String> source, double similarity) {
        boolean chinese = source.getFirst().charAt(0) > 0x3000;
        int runs = source.size() - RUN + 1;
        int exchanged = (int) (runs * (1 - similarity) / (RUN * (1 + similarity)));
        int apart = (source.size() - 2 * RUN) / exchanged;
        List<String> copy = new ArrayList<>(source);
        for (int i = 0; i < exchanged; i++) {
            String before = copy.get(RUN + i * apart);
            String other = word(chinese);
            copy.set(RUN + i * apart, other.equals(before) ? other + word(chinese) : other);
        }
        return copy;
    }

    /** By brute force. */
    static double similarity(List<String> one, List<String> other) {
        Set<String> first = runs(one);
        Set<String> second = runs(other);
        Set<String> both = new HashSet<>(first);
        both.retainAll(second);
        return (double) both.size() / (first.size() + second.size() - both.size());
    }

    private static Set<String> runs(List<String> words) {
        Set<String> runs = new HashSet<>();
        for (int i = 0; i + RUN <= words.size(); i++) {
            runs.add(String.join(" ", words.subList(i, i + RUN)));
        }
        return runs;
    }
}
