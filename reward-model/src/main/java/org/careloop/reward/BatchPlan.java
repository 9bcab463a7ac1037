package org.careloop.reward;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.careloop.lm.train.MicroBatches;

/**
 * Which prompts each optimiser step reads. The pairs of a prompt stay together. The plan depends only on its arguments, so
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

    /** Parts of a step that are forwarded one after the other; a prompt's responses stay together. */
    static List<List<EncodedGroup>> microBatches(List<EncodedGroup> step, int tokens) {
        return MicroBatches.of(
                step, EncodedGroup::longest, group -> group.sequences().size(), tokens);
    }
}
