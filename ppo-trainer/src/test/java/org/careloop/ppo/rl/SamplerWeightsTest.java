package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;
import org.junit.jupiter.api.Test;

class SamplerWeightsTest {
    /** The sampler found the tokens half as likely, as likely and four times less likely than training does. */
    private static final Episode EPISODE = new Episode(
            new Rollout(
                    new Sequence(new int[1], new int[3]),
                    new double[] {Math.log(.2), Math.log(.3), Math.log(.1)},
                    true),
            new RolloutScores(
                    new double[] {Math.log(.1), Math.log(.3), Math.log(.4)},
                    new double[3],
                    new double[3],
                    new double[0],
                    0),
            0,
            new double[3]);

    @Test
    void aTokenWeighsWhatTrainingGivesItOverTheSamplerUpToTheLimit() {
        assertThat(new SamplerWeights(true, 2).of(EPISODE)).containsExactly(new double[] {.5, 1, 2}, within(1e-12));
    }

    @Test
    void switchedOffEveryTokenWeighsOne() {
        assertThat(new SamplerWeights(false, 2).of(EPISODE)).containsExactly(1, 1, 1);
    }
}
