package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;

/**
 * The rewards from a token to the end of its answer, whitened over all tokens of the iteration. With several answers a
 * prompt, the mean score of the others is taken off first. (Hu 2025, "REINFORCE++", equations 7 and 9; there the mean
 * contains the answer itself, which makes its score count {@code (group - 1) / group} as much against the divergence.)
 *
 * @param group answers to a prompt
 */
record BatchNormalised(int group) implements AdvantageEstimator {

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
        List<double[]> whitened = Whitening.overAll(returns);
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
