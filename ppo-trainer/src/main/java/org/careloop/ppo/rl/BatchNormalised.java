package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;

/**
 * The rewards from a token to the end of its answer, normalised over all tokens of the iteration. With several answers a
 * prompt, the mean score of the others is taken off first. (Hu 2025, "REINFORCE++", equations 7 and 9.)
 *
 * <p>There both means contain the answer itself. A token's return stands in the mean once for each token that it is part of
 * the return of: the score for all tokens of the answer, a token's divergence for those up to it. So the mean takes more
 * off the score than off the divergence, and beta counts as more than it is: on the toy of {@code OptimumTest}, 32 answers of
 * four tokens, by 1.2 % on average, which is where it came to rest. Here the mean is that of the answers to other prompts, or
 * with one answer a prompt of the other answers, which leaves no bias.
 *
 * @param group answers to a prompt
 */
record BatchNormalised(int group, Whitening whitening) implements AdvantageEstimator {

    @Override
    public List<Experience> of(List<Episode> episodes) {
        List<double[]> returns = new ArrayList<>();
        for (List<Episode> answers : Groups.of(episodes, group)) {
            double sum = answers.stream().mapToDouble(Episode::shapedScore).sum();
            for (Episode one : answers) {
                double others = group == 1 ? 0 : (sum - one.shapedScore()) / (group - 1);
                returns.add(toCome(one.rewards(), others));
            }
        }
        List<double[]> whitened = whitening.withoutOwn(returns, group);
        List<Experience> experiences = new ArrayList<>();
        for (int i = 0; i < episodes.size(); i++) {
            experiences.add(new Experience(episodes.get(i), whitened.get(i), new double[0]));
        }
        return experiences;
    }

    private static double[] toCome(double[] rewards, double baseline) {
        double[] sums = new double[rewards.length];
        double sum = -baseline;
        for (int t = rewards.length - 1; t >= 0; t--) {
            sum += rewards[t];
            sums[t] = sum;
        }
        return sums;
    }
}
