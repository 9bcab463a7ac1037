package org.careloop.lm.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One text that is being continued. */
final class Row {
    private final int promptLength;
    private final SplittableRandom random;
    private int[] tokens = new int[32];
    private float[] logProbs = new float[32];
    private int count;
    private boolean stopped;

    Row(int promptLength, long seed) {
        this.promptLength = promptLength;
        random = new SplittableRandom(seed);
    }

    /**
     * The next number in [0, 1) of this row's own sequence. Of 23 bits: times a total of F32 it is always below that total,
     * which a finer number, rounded up, would not be.
     */
    float uniform() {
        return (random.nextInt() >>> 9) * 0x1p-23f;
    }

    void add(int token, float logProb, boolean stop) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            logProbs = Arrays.copyOf(logProbs, 2 * count);
        }
        tokens[count] = token;
        logProbs[count++] = logProb;
        stopped = stop;
    }

    int last() {
        return tokens[count - 1];
    }

    /** Where the token that was added last stands in the text. */
    int position() {
        return promptLength + count - 1;
    }

    boolean isFinished(int maxNewTokens, int maxPositions) {
        return stopped || count == maxNewTokens || promptLength + count == maxPositions;
    }

    Sample sample() {
        return new Sample(Arrays.copyOf(tokens, count), Arrays.copyOf(logProbs, count), stopped);
    }
}
