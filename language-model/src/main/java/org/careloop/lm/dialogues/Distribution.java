package org.careloop.lm.dialogues;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the scores of dialogues are spread, which is looked at before anything is cut.
 *
 * @param scored dialogues that have a score
 * @param unscored dialogues without: those of one turn, and those that do not fit into the model
 * @param helped share of the turns whose history helps, which is a ratio below 1
 * @param quantiles of the scores, by their share, linear between neighbours; empty where nothing is scored
 * @param bins of equal width between the first and the last hundredth; the outer ones hold what lies beyond
 */
record Distribution(
        long scored, long unscored, double mean, double helped, Map<String, Double> quantiles, List<Bin> bins) {
    private static final double[] SHARES = {0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99};
    private static final int BINS = 20;
    private static final int WIDEST = 50;

    /** Scores from {@code from} to below {@code to}. */
    record Bin(double from, double to, long dialogues) {}

    static Distribution of(List<DialogueScore> dialogues) {
        double[] sorted = dialogues.stream()
                .filter(dialogue -> dialogue.score() != null)
                .mapToDouble(DialogueScore::score)
                .sorted()
                .toArray();
        double helped = dialogues.stream()
                .flatMap(dialogue -> dialogue.turns().stream())
                .mapToInt(turn -> turn.isHelped() ? 1 : 0)
                .average()
                .orElse(0);
        return new Distribution(
                sorted.length,
                dialogues.size() - sorted.length,
                Arrays.stream(sorted).average().orElse(0),
                helped,
                quantiles(sorted),
                bins(sorted));
    }

    private static Map<String, Double> quantiles(double[] sorted) {
        Map<String, Double> quantiles = new LinkedHashMap<>();
        if (sorted.length > 0) {
            for (double share : SHARES) {
                quantiles.put(String.format(Locale.ROOT, "%.2f", share), quantile(sorted, share));
            }
        }
        return quantiles;
    }

    /** @param sorted ascending, not empty */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        double above = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (at - below) * (above - sorted[below]);
    }

    private static List<Bin> bins(double[] sorted) {
        if (sorted.length == 0) {
            return List.of();
        }
        double low = quantile(sorted, 0.01);
        double width = (quantile(sorted, 0.99) - low) / BINS;
        if (width == 0) {
            return List.of(new Bin(sorted[0], sorted[sorted.length - 1], sorted.length));
        }
        long[] counts = new long[BINS];
        for (double score : sorted) {
            counts[(int) Math.clamp((score - low) / width, 0, BINS - 1)]++;
        }
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            bins.add(new Bin(low + i * width, low + (i + 1) * width, counts[i]));
        }
        return bins;
    }

    /** Figures and a histogram for a terminal. */
    String text() {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%d dialogues with a score, %d without%n", scored, unscored));
        if (scored == 0) {
            return text.toString();
        }
        text.append(String.format(
                Locale.ROOT, "mean %.3f; the history helps in %.1f %% of the turns%n", mean, 100 * helped));
        text.append("quantiles");
        quantiles.forEach((share, value) -> text.append(String.format(Locale.ROOT, "  %s: %.3f", share, value)));
        text.append('\n');
        long most = bins.stream().mapToLong(Bin::dialogues).max().orElse(1);
        for (Bin bin : bins) {
            String bar = "#".repeat((int) (bin.dialogues() * WIDEST / Math.max(1, most)));
            text.append(
                    String.format(Locale.ROOT, "%8.3f to %8.3f %8d %s%n", bin.from(), bin.to(), bin.dialogues(), bar));
        }
        return text.toString();
    }
}
