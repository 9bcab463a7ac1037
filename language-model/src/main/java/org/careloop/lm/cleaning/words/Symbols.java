package org.careloop.lm.cleaning.words;

import java.util.Locale;
import java.util.Optional;

/**
 * Whether a text is mostly no language: symbols, lists of points, words without a letter. The measures for lines and words are
 * those of Gopher (Rae et al. 2021, appendix A.1.1); the share of symbols among characters is our own, because words cannot be
 * counted against symbols in Chinese.
 */
public record Symbols(double mostShare) {
    private static final String USUAL = ".,;:!?'\"()[]-–—/%&*+<>=…·、，。；：！？“”‘’（）《》〈〉【】「」『』～~°℃μ±×≥≤≈→‐‑−_#|\\$@^`{}";

    private static final double MOST_HASHES = 0.1;
    private static final double MOST_POINTS = 0.9;
    private static final double MOST_ELLIPSES = 0.3;
    private static final double FEWEST_WITH_LETTERS = 0.5;
    private static final int FEWEST_LINES = 5;
    private static final int FEWEST_WORDS = 10;

    /** What is wrong, with the share that says so. */
    public Optional<String> wrong(String text, Words words) {
        double symbols = share(text);
        if (symbols > mostShare) {
            return said("%.0f %% of the characters are symbols, %.0f %% may be", symbols, mostShare);
        }
        int hashes = count(text, '#') + count(text, '…');
        if (words.size() >= FEWEST_WORDS && hashes > MOST_HASHES * words.size()) {
            return said(
                    "# and … are %.0f %% of the number of words, %.0f %% may be",
                    (double) hashes / words.size(), MOST_HASHES);
        }
        double letters = withLetters(text, words);
        if (words.size() >= FEWEST_WORDS && letters < FEWEST_WITH_LETTERS) {
            return said("%.0f %% of the words have a letter, %.0f %% must", letters, FEWEST_WITH_LETTERS);
        }
        return lines(text);
    }

    private static Optional<String> lines(String text) {
        int lines = 0;
        int points = 0;
        int ellipses = 0;
        for (String line : text.split("\n")) {
            String bare = line.strip();
            if (bare.isEmpty()) {
                continue;
            }
            lines++;
            points += "•●▪◦■".indexOf(bare.charAt(0)) >= 0 ? 1 : 0;
            ellipses += bare.endsWith("…") || bare.endsWith("...") ? 1 : 0;
        }
        if (lines < FEWEST_LINES) {
            return Optional.empty();
        }
        if (points > MOST_POINTS * lines) {
            return said("%.0f %% of the lines begin with a point, %.0f %% may", (double) points / lines, MOST_POINTS);
        }
        return ellipses > MOST_ELLIPSES * lines
                ? said("%.0f %% of the lines end with …, %.0f %% may", (double) ellipses / lines, MOST_ELLIPSES)
                : Optional.empty();
    }

    private static double share(String text) {
        int all = 0;
        int symbols = 0;
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            if (!Character.isWhitespace(point)) {
                all++;
                symbols += isSymbol(point) ? 1 : 0;
            }
        }
        return all == 0 ? 0 : (double) symbols / all;
    }

    private static boolean isSymbol(int point) {
        int type = Character.getType(point);
        return !Character.isLetterOrDigit(point)
                && type != Character.NON_SPACING_MARK
                && type != Character.COMBINING_SPACING_MARK
                && USUAL.indexOf(point) < 0;
    }

    private static int count(String text, char wanted) {
        return (int) text.chars().filter(c -> c == wanted).count();
    }

    private static double withLetters(String text, Words words) {
        int with = 0;
        for (int i = 0; i < words.size(); i++) {
            boolean letter = words.isIdeograph(i);
            for (int at = words.start(i); at < words.end(i) && !letter; at++) {
                letter = Character.isLetter(text.charAt(at));
            }
            with += letter ? 1 : 0;
        }
        return words.size() == 0 ? 1 : (double) with / words.size();
    }

    private static Optional<String> said(String words, double share, double limit) {
        return Optional.of(String.format(Locale.ROOT, words, 100 * share, 100 * limit));
    }
}
