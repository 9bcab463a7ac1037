package org.careloop.lm.sft.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the sources follow each other in a drawn order: {@code sources.json} of a run.
 *
 * @param eachEpoch whether every pass replays this order or draws one of its own
 * @param parts the pass in equal parts, the first first; shares count conversations, not tokens
 */
public record SourceCurve(String eachEpoch, List<OfSource> sources, List<Part> parts) {
    public static final String FILE = "sources.json";

    private static final int PARTS = 100;

    /**
     * What was drawn from.
     *
     * @param conversations different ones
     * @param copies of each
     */
    public record OfSource(String source, double weight, int copies, long conversations) {
        long drawn() {
            return conversations * copies;
        }
    }

    /**
     * A part of a pass.
     *
     * @param from where it begins, 0 for the first conversation and 1 behind the last
     * @param conversations in it
     * @param shares of the sources in these; a source without any is left out
     */
    public record Part(double from, double to, long conversations, Map<String, Double> shares) {}

    public SourceCurve {
        sources = List.copyOf(sources);
        parts = List.copyOf(parts);
    }

    /** The same curve in fewer parts of about equal size. */
    public List<Part> in(int count) {
        List<Part> merged = new ArrayList<>();
        int size = Math.max(1, Math.ceilDiv(parts.size(), count));
        for (int at = 0; at < parts.size(); at += size) {
            merged.add(merged(parts.subList(at, Math.min(at + size, parts.size()))));
        }
        return merged;
    }

    private static Part merged(List<Part> some) {
        long conversations = some.stream().mapToLong(Part::conversations).sum();
        Map<String, Double> shares = new TreeMap<>();
        some.forEach(part -> part.shares()
                .forEach((source, share) ->
                        shares.merge(source, share * part.conversations() / conversations, Double::sum)));
        return new Part(some.getFirst().from(), some.getLast().to(), conversations, shares);
    }

    /** Counts sources while an order is drawn. */
    static final class Counter {
        private final List<OfSource> sources;
        private final long total;
        private final long[][] counts;
        private long at;

        Counter(List<OfSource> sources) {
            this.sources = sources;
            total = sources.stream().mapToLong(OfSource::drawn).sum();
            counts = new long[(int) Math.min(PARTS, total)][sources.size()];
        }

        void next(int source) {
            counts[(int) (at++ * counts.length / total)][source]++;
        }

        SourceCurve curve(String eachEpoch) {
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                long[] count = counts[i];
                long all = 0;
                for (long one : count) {
                    all += one;
                }
                Map<String, Double> shares = new TreeMap<>();
                for (int source = 0; source < count.length; source++) {
                    if (count[source] > 0) {
                        shares.put(sources.get(source).source(), count[source] / (double) all);
                    }
                }
                parts.add(new Part(i / (double) counts.length, (i + 1) / (double) counts.length, all, shares));
            }
            return new SourceCurve(eachEpoch, sources, parts);
        }
    }
}
