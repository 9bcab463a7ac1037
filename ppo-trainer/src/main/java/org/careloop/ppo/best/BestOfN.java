package org.careloop.ppo.best;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.careloop.lm.model.LanguageModel;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Scorer;
import org.careloop.run.health.RunCourse.AnsweredAgain;
import org.careloop.run.health.RunCourse.BestOf;

/**
 * The expected score of the best of n answers. Of N answers to a prompt with the scores {@code s_1 <= .. <= s_N} the mean over
 * all choices of n is {@code sum of C(i - 1, n - 1) / C(N, n) * s_i}, which has no bias whatever N is (Nakano et al. 2021,
 * "WebGPT", appendix I). Choosing takes the distribution no further than {@code ln n - (n - 1) / n} nats from the model's own
 * (Beirami et al. 2024, "Theoretical guarantees on the best-of-n alignment policy").
 */
public final class BestOfN {
    private static final double NORMAL_95 = 1.959964;

    private BestOfN() {}

    /**
     * Answers prompts, several times each; returns the scores of each prompt's answers.
     *
     * @param answers to each prompt
     * @param seed of the first answer
     */
    public static List<double[]> scores(
            LanguageModel model,
            ResponseSampler sampler,
            Scorer scorer,
            List<EncodedPrompt> prompts,
            int answers,
            long seed) {
        List<double[]> scores = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            List<Rollout> drawn =
                    sampler.sample(model, Collections.nCopies(answers, prompts.get(i)), seed + (long) i * answers);
            scores.add(scorer.score(
                    drawn.stream().map(rollout -> rollout.sequence().tokens()).toList()));
        }
        return scores;
    }

    /**
     * For n = 1, 2, 4 and so on, as many as there are answers.
     *
     * @param scores of the answers to each prompt, as many for each
     */
    public static List<BestOf> of(List<double[]> scores) {
        List<BestOf> all = new ArrayList<>();
        for (int n = 1; n <= scores.getFirst().length; n *= 2) {
            int chosen = n;
            all.add(of(
                    chosen,
                    scores.stream().mapToDouble(each -> expected(each, chosen)).toArray()));
        }
        return all;
    }

    private static BestOf of(int n, double[] byPrompt) {
        double mean = mean(byPrompt);
        double divergence = Math.log(n) - (n - 1) / (double) n;
        if (byPrompt.length == 1) {
            return new BestOf(n, mean, null, null, divergence);
        }
        double error = error(byPrompt, mean);
        return new BestOf(n, mean, mean - error, mean + error, divergence);
    }

    /**
     * How much better the second model answers the same prompts: the mean over prompts of the difference between its mean score and the
     * first one's. Several answers a prompt take their own scatter out of it.
     *
     * @param before scores of the answers to each prompt
     * @param after scores of the other model's, prompts in the same order
     */
    public static AnsweredAgain compared(List<double[]> before, List<double[]> after) {
        double[] first = before.stream().mapToDouble(BestOfN::mean).toArray();
        double[] second = after.stream().mapToDouble(BestOfN::mean).toArray();
        double[] changes = new double[first.length];
        Arrays.setAll(changes, i -> second[i] - first[i]);
        double change = mean(changes);
        int answers = before.getFirst().length;
        if (changes.length == 1) {
            return new AnsweredAgain(1, answers, mean(first), mean(second), change, null, null);
        }
        double error = error(changes, change);
        return new AnsweredAgain(
                changes.length, answers, mean(first), mean(second), change, change - error, change + error);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Half of the 95 % interval of a mean. */
    private static double error(double[] values, double mean) {
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return NORMAL_95 * Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** The mean of the best over all choices of n among the scores. */
    static double expected(double[] scores, int n) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double weight = n / (double) sorted.length;
        double sum = 0;
        for (int i = sorted.length; i >= n; i--) {
            sum += weight * sorted[i - 1];
            weight *= (i - n) / (i - 1.0);
        }
        return sum;
    }
}
