package org.careloop.lm.cleaning.words;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongIntCursor;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a text repeats itself: the measures of Gopher (Rae et al. 2021, table A1), share by share, counted as DataTrove's
 * GopherRepetitionFilter does. Runs of words are measured from 50 words on, as there, where shorter texts are none; the most
 * frequent one from 200, because a short answer on one disease names it in every sentence. In Chinese, where a word has about two
 * characters, a run of n words has 2 n of them.
 */
public final class Repetition {
    private static final int FEWEST_WORDS = 50;
    private static final int FEWEST_FOR_FREQUENT = 200;
    private static final double[] MOST_OF_FREQUENT = {0.20, 0.18, 0.16}; // runs of 2, 3, 4 words
    private static final double[] MOST_REPEATED = {0.15, 0.14, 0.13, 0.12, 0.11, 0.10}; // runs of 5 to 10 words
    private static final int SHORTEST_REPEATED = 5;
    private static final double LOWEST = 0.10;
    private static final double MOST_LINES = 0.30;
    private static final double MOST_CHARACTERS_OF_LINES = 0.20;
    private static final int FEWEST_LINES = 4;
    private static final Pattern PARAGRAPHS = Pattern.compile("\n\\s*\n");
    private static final Pattern LINES = Pattern.compile("\n");

    private Repetition() {}

    /**
     * What is repeated.
     *
     * @param why with the share that says so
     * @param passage that stands there more than once
     */
    public record Found(String why, String passage) {}

    public static Optional<Found> in(String text, Words words) {
        return parts(text, LINES, "lines")
                .or(() -> parts(text, PARAGRAPHS, "paragraphs"))
                .or(() -> runs(words));
    }

    private static Optional<Found> parts(String text, Pattern between, String what) {
        if (text.indexOf('\n') < 0) {
            return Optional.empty();
        }
        Map<String, Integer> seen = new HashMap<>();
        int parts = 0;
        int repeated = 0;
        long characters = 0;
        long repeatedCharacters = 0;
        String longest = "";
        for (String part : between.split(text)) {
            String bare = part.strip();
            if (bare.isEmpty()) {
                continue;
            }
            parts++;
            characters += bare.length();
            if (seen.merge(bare, 1, Integer::sum) > 1) {
                repeated++;
                repeatedCharacters += bare.length();
                longest = bare.length() > longest.length() ? bare : longest;
            }
        }
        if (parts < FEWEST_LINES) {
            return Optional.empty();
        }
        double share = (double) repeated / parts;
        if (share > MOST_LINES) {
            return found("%.0f %% of the " + what + " stood before, %.0f %% may", share, MOST_LINES, longest);
        }
        double ofCharacters = (double) repeatedCharacters / Math.max(1, characters);
        return ofCharacters > MOST_CHARACTERS_OF_LINES
                ? found(
                        "%.0f %% of the characters stand in " + what + " that stood before, %.0f %% may",
                        ofCharacters,
                        MOST_CHARACTERS_OF_LINES,
                        longest)
                : Optional.empty();
    }

    private static Optional<Found> runs(Words words) {
        int unit = words.isIdeographic() ? 2 : 1;
        if (words.size() < FEWEST_WORDS * unit) {
            return Optional.empty();
        }
        int characters = characters(words, 0, words.size() - 1);
        for (int i = 0; i < MOST_REPEATED.length; i++) {
            int length = SHORTEST_REPEATED + i;
            int[] example = {0};
            double share = (double) repeated(words, length * unit, example) / characters;
            if (share > MOST_REPEATED[i]) {
                String passage = words.passage(example[0], example[0] + length * unit - 1);
                String said = "%.0f %% of the characters stand in runs of " + length + " words that stood before,"
                        + " %.0f %% may";
                return found(said, share, MOST_REPEATED[i], passage);
            }
            if (share <= LOWEST) {
                break; // a longer run that is repeated consists of shorter ones that are
            }
        }
        return words.size() < FEWEST_FOR_FREQUENT * unit ? Optional.empty() : frequent(words, unit, characters);
    }

    private static Optional<Found> frequent(Words words, int unit, int characters) {
        for (int i = 0; i < MOST_OF_FREQUENT.length; i++) {
            int length = (2 + i) * unit;
            int first = frequent(words, length);
            long hash = words.runs(length)[first];
            double share = (double) covered(words, length, hash) / characters;
            if (share > MOST_OF_FREQUENT[i]) {
                String said = "%.0f %% of the characters are the most frequent run of " + (2 + i) + " words, %.0f %%"
                        + " may be";
                return found(said, share, MOST_OF_FREQUENT[i], words.passage(first, first + length - 1));
            }
        }
        return Optional.empty();
    }

    /** Characters in runs that stood in the text before, each character once, as DataTrove counts them. */
    private static int repeated(Words words, int length, int[] example) {
        long[] runs = words.runs(length);
        LongHashSet seen = new LongHashSet(runs.length);
        int total = 0;
        boolean any = false;
        for (int i = 0; i < runs.length; ) {
            if (seen.add(runs[i])) {
                i++;
            } else {
                total += characters(words, i, i + length - 1);
                example[0] = any ? example[0] : i;
                any = true;
                i += length;
            }
        }
        return total;
    }

    /** Where the run that stands there most often begins first. */
    private static int frequent(Words words, int length) {
        long[] runs = words.runs(length);
        LongIntHashMap counts = counts(runs);
        int most = 0;
        for (LongIntCursor each : counts) {
            most = Math.max(most, each.value);
        }
        int first = 0;
        while (counts.get(runs[first]) < most) {
            first++;
        }
        return first;
    }

    private static int covered(Words words, int length, long hash) {
        long[] runs = words.runs(length);
        int behind = 0;
        int total = 0;
        int times = 0;
        for (int i = 0; i < runs.length; i++) {
            if (runs[i] == hash) {
                total += characters(words, Math.max(i, behind), i + length - 1);
                behind = i + length;
                times++;
            }
        }
        return times > 1 ? total : 0;
    }

    private static LongIntHashMap counts(long[] runs) {
        LongIntHashMap counts = new LongIntHashMap(runs.length);
        for (long run : runs) {
            counts.addTo(run, 1);
        }
        return counts;
    }

    private static int characters(Words words, int first, int last) {
        int characters = 0;
        for (int i = first; i <= last; i++) {
            characters += words.end(i) - words.start(i);
        }
        return characters;
    }

    private static Optional<Found> found(String why, double share, double limit, String passage) {
        return Optional.of(new Found(String.format(Locale.ROOT, why, 100 * share, 100 * limit), passage));
    }
}
