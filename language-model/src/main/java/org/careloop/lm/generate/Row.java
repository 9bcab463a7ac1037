package org.careloop.lm.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One text that is being continued. */
final class Row {
    private final int place;
    private final int promptLength;
    private final int most;
    private final SplittableRandom random;
    private int[] tokens = new int[32];
    private float[] logProbs = new float[32];
    private int count;
    private boolean stopped;

    /**
     * @param place of its prompt among those that are continued together
     * @param most tokens that it may grow by
     */
    Row(int place, int promptLength, int most, long seed) {
        this.place = place;
        this.promptLength = promptLength;
        this.most = most;
        random = new SplittableRandom(seed);
    }

    /**
     * The next number in [0, 1) of this row's own sequence. Of 23 bits: times a total of F32 it is always below that total,
     * which a finer number, rounded up, would not be.
     */
    float uniform() {
        return (random.nextInt() >>> 9) * 0x1p-23f;
    }

    void add(int token, float logProb) {
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            logProbs = Arrays.copyOf(logProbs, 2 * count);
        }
        tokens[count] = token;
        logProbs[count++] = logProb;
    }

    /** Ends the text after the token that was added last. */
    void stop() {
        stopped = true;
    }

    int place() {
        return place;
    }

    int most() {
        return most;
    }

    /** New tokens so far. */
    int count() {
        return count;
    }

    /** At most so many of the new tokens, the last ones. */
    int[] lastTokens(int number) {
        return Arrays.copyOfRange(tokens, Math.max(0, count - number), count);
    }

    int last() {
        return tokens[count - 1];
    }

    /** Where the token that was added last stands in the text. */
    int position() {
        return promptLength + count - 1;
    }

    boolean isFinished() {
        return stopped || count == most;
    }

    Sample sample() {
        return new Sample(Arrays.copyOf(tokens, count), Arrays.copyOf(logProbs, count), stopped);
    }
}
