package org.careloop.lm.sft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** Steps in random order. Examples of similar length share a batch, so that little is padding; the order of the batches is random. */
final class SftBatchPlan implements SftPlan {
    /**
     * Examples are sorted by length within this many batches: enough to save padding, too few to order a whole epoch by
     * length.
     */
    private static final int BATCHES_SORTED = 16;

    private final List<List<SftExample>> steps = new ArrayList<>();

    SftBatchPlan(List<SftExample> examples, int epochs, int batchSize, long seed) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            Random random = new Random(seed * 1_000_003 + epoch);
            List<SftExample> order = new ArrayList<>(examples);
            Collections.shuffle(order, random);
            List<List<SftExample>> batches = new ArrayList<>();
            for (List<SftExample> some : cut(order, BATCHES_SORTED * batchSize)) {
                some.sort(Comparator.comparingInt(SftExample::length));
                batches.addAll(cut(some, batchSize));
            }
            Collections.shuffle(batches, random);
            steps.addAll(batches);
        }
    }

    @Override
    public long size() {
        return steps.size();
    }

    @Override
    public List<SftExample> step(long number) {
        return steps.get(Math.toIntExact(number - 1));
    }

    private static <T> List<List<T>> cut(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int at = 0; at < all.size(); at += size) {
            parts.add(all.subList(at, Math.min(all.size(), at + size)));
        }
        return parts;
    }
}
