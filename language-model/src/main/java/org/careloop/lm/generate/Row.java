package org.careloop.lm.generate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** One text that is being continued. */
final class Row {
    private final int place;
    private final int[] prompt;
    private final int maxNewTokens;
    private final SplittableRandom random;
    private int[] tokens = new int[32];
    private float[] logProbs = new float[32];
    private int count;
    private boolean stopped;

    /**
     * @param place index of its prompt in the list that is being continued
     * @param maxNewTokens limit of new tokens
     */
    Row(int place, int[] prompt, int maxNewTokens, long seed) {
        this.place = place;
        this.prompt = prompt;
        this.maxNewTokens = maxNewTokens;
        random = new SplittableRandom(seed);
    }

    /**
     * The next random number in [0, 1) of this row's own sequence. It has 23 bits, so that its product with an F32 total is
     * always below the total; a number with more bits could be rounded up to it.
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

    int maxNewTokens() {
        return maxNewTokens;
    }

    /** New tokens so far. */
    int count() {
        return count;
    }

    /** The last {@code number} new tokens, or all where there are fewer. */
    int[] lastTokens(int number) {
        return Arrays.copyOfRange(tokens, Math.max(0, count - number), count);
    }

    int last() {
        return tokens[count - 1];
    }

    /** Position in the text of the token that was added last. */
    int position() {
        return prompt.length + count - 1;
    }

    int[] prompt() {
        return prompt;
    }

    boolean isFinished() {
        return stopped || count == maxNewTokens;
    }

    Sample sample() {
        return new Sample(Arrays.copyOf(tokens, count), Arrays.copyOf(logProbs, count), stopped);
    }
}
