package org.careloop.reward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which prompts each optimiser step reads. A prompt's pairs are never parted. The plan follows from its arguments alone, so
 * that a resumed run goes on with the same batches.
 */
final class BatchPlan {
    private final List<List<EncodedGroup>> steps = new ArrayList<>();

    BatchPlan(List<EncodedGroup> groups, int epochs, int batchPairs, long seed) {
        for (int epoch = 0; epoch < epochs; epoch++) {
            add(shuffled(groups, new SplittableRandom(seed * 1_000_003 + epoch)), batchPairs);
        }
    }

    private void add(List<EncodedGroup> order, int batchPairs) {
        List<EncodedGroup> batch = new ArrayList<>();
        int pairs = 0;
        for (EncodedGroup group : order) {
            batch.add(group);
            pairs += group.group().pairs().size();
            if (pairs >= batchPairs) {
                steps.add(List.copyOf(batch));
                batch.clear();
                pairs = 0;
            }
        }
        if (!batch.isEmpty()) {
            steps.add(List.copyOf(batch));
        }
    }

    private static List<EncodedGroup> shuffled(List<EncodedGroup> groups, SplittableRandom random) {
        List<EncodedGroup> order = new ArrayList<>(groups);
        for (int i = order.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            EncodedGroup moved = order.get(i);
            order.set(i, order.get(j));
            order.set(j, moved);
        }
        return order;
    }

    int size() {
        return steps.size();
    }

    /** The prompts of a step, counted from 1. */
    List<EncodedGroup> step(long number) {
        return steps.get((int) number - 1);
    }

    /**
     * Parts of a step that are forwarded one after the other, similar lengths together so that little is padding. A part
     * has at most {@code tokens} places unless a single prompt has more.
     */
    static List<List<EncodedGroup>> microBatches(List<EncodedGroup> step, int tokens) {
        List<EncodedGroup> byLength = new ArrayList<>(step);
        byLength.sort(Comparator.comparingInt(EncodedGroup::longest));
        List<List<EncodedGroup>> parts = new ArrayList<>();
        List<EncodedGroup> part = new ArrayList<>();
        int rows = 0;
        for (EncodedGroup group : byLength) {
            int more = group.sequences().size();
            if (!part.isEmpty() && (long) (rows + more) * group.longest() > tokens) {
                parts.add(List.copyOf(part));
                part.clear();
                rows = 0;
            }
            part.add(group);
            rows += more;
        }
        parts.add(List.copyOf(part));
        return parts;
    }
}
