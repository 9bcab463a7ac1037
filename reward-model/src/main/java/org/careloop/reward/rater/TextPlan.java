package org.careloop.reward.rater;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Which texts each optimiser step reads. Depends only on its arguments, so that a resumed run goes on with the same batches. */
final class TextPlan {
    private final int texts;
    private final int batch;
    private final int epochs;
    private final long seed;
    private final long stepsOfEpoch;
    private long epoch = -1;
    private int[] order = {};

    TextPlan(int texts, int batch, int epochs, long seed) {
        this.texts = texts;
        this.batch = batch;
        this.epochs = epochs;
        this.seed = seed;
        stepsOfEpoch = Math.ceilDiv(texts, batch);
    }

    long size() {
        return stepsOfEpoch * epochs;
    }

    /** The texts of a step, counted from 1, by their numbers from 0. */
    List<Integer> step(long number) {
        long of = (number - 1) / stepsOfEpoch;
        if (of != epoch) {
            epoch = of;
            order = shuffled(new SplittableRandom(seed * 1_000_003 + epoch));
        }
        int from = (int) ((number - 1) % stepsOfEpoch) * batch;
        List<Integer> step = new ArrayList<>();
        for (int i = from; i < Math.min(texts, from + batch); i++) {
            step.add(order[i]);
        }
        return step;
    }

    private int[] shuffled(SplittableRandom random) {
        int[] all = new int[texts];
        for (int i = 0; i < texts; i++) {
            int j = random.nextInt(i + 1);
            all[i] = all[j];
            all[j] = i;
        }
        return all;
    }
}
