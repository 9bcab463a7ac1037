package org.careloop.web.statistics;

import java.util.Arrays;
import java.util.OptionalInt;

/**
 * A test that may be looked at after every prompt. It puts one bet on each prompt i, whose outcome X_i is the mean of its
 * votes (+1 new model, 0 neither, -1 rival):
 *
 * <p>E_t = mean over λ of ∏_{i ≤ t} (1 + λ X_i).
 *
 * <p>While the new model is not better than its rival, E is a non-negative supermartingale that starts at 1, so by Ville's
 * inequality it ever reaches 1/α with a probability of at most α, whenever one looks. One bet a vote would not be that: the
 * votes on a prompt depend on each other. See Ramdas, Grünwald, Vovk and Shafer 2023, "Game-theoretic statistics and safe
 * anytime-valid inference".
 */
public final class ETest {
    private static final double[] SHARES = {.05, .1, .2, .3, .45, .6, .8, .95};

    private final double[] path; // [prompt], natural logarithm of E

    private ETest(double[] path) {
        this.path = path;
    }

    /**
     * Runs the test.
     *
     * @param outcomes X_i from -1 to 1 of the prompts whose votes are complete, in the order drawn before the first vote, up
     *     to the first prompt that is not complete
     */
    public static ETest of(double[] outcomes) {
        double[] capital = new double[SHARES.length];
        double[] path = new double[outcomes.length];
        for (int i = 0; i < outcomes.length; i++) {
            for (int k = 0; k < SHARES.length; k++) {
                capital[k] += Math.log1p(SHARES[k] * outcomes[i]);
            }
            path[i] = logMean(capital);
        }
        return new ETest(path);
    }

    /** The shares λ of the capital that are put on a prompt. */
    static double[] shares() {
        return SHARES.clone();
    }

    /** The logarithm of the mean of numbers that are given by their logarithms. */
    static double logMean(double[] logarithms) {
        double highest = Arrays.stream(logarithms).max().orElse(0);
        double sum = 0;
        for (double each : logarithms) {
            sum += Math.exp(each - highest);
        }
        return highest + Math.log(sum / logarithms.length);
    }

    /** How many prompts were bet on. */
    public int prompts() {
        return path.length;
    }

    /** E after every prompt, 1 before the first. */
    public double now() {
        return path.length == 0 ? 1 : Math.exp(path[path.length - 1]);
    }

    /** The highest E so far, 1 at least. */
    public double highest() {
        return Math.exp(Math.max(0, Arrays.stream(path).max().orElse(0)));
    }

    /** E after each prompt. */
    public double[] path() {
        return Arrays.stream(path).map(Math::exp).toArray();
    }

    /** After how many prompts E first reached 1/α; from then on the new model is better at this level, whatever follows. */
    public OptionalInt reachedAt(double alpha) {
        for (int i = 0; i < path.length; i++) {
            if (path[i] >= -Math.log(alpha)) {
                return OptionalInt.of(i + 1);
            }
        }
        return OptionalInt.empty();
    }
}
