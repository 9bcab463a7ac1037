package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GeneralizedAdvantageTest {
    private static final Offset<Double> CLOSE = within(1e-12);

    private static final double[] REWARDS = {-.05, .02, 1};
    private static final double[] VALUES = {.5, .4, .3};

    @Test
    void lambdaTradesBiasAgainstVariance() {
        GeneralizedAdvantage.Estimate estimate = new GeneralizedAdvantage(1, .95).of(REWARDS, VALUES);

        assertThat(estimate.advantages()).containsExactly(new double[] {.40575, .585, .7}, CLOSE);
        assertThat(estimate.returns()).containsExactly(new double[] {.90575, .985, 1}, CLOSE);
    }

    @Test
    void withLambdaOneTheReturnIsTheSumOfWhatFollows() {
        GeneralizedAdvantage.Estimate estimate = new GeneralizedAdvantage(1, 1).of(REWARDS, VALUES);

        assertThat(estimate.advantages()).containsExactly(new double[] {.47, .62, .7}, CLOSE);
        assertThat(estimate.returns()).containsExactly(new double[] {.97, 1.02, 1}, CLOSE);
    }

    @Test
    void theRecursionEqualsTheDefinition() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        for (int trial = 0; trial < 50; trial++) {
            int length = 1 + random.nextInt(40);
            double[] rewards = random.doubles(length, -1, 1).toArray();
            double[] values = random.doubles(length, -1, 1).toArray();

            double[] advantages =
                    new GeneralizedAdvantage(.97, .9).of(rewards, values).advantages();

            assertThat(advantages).containsExactly(definition(rewards, values, .97, .9), within(1e-10));
        }
    }

    /** The sum of discounted one-step errors, term by term. */
    private static double[] definition(double[] rewards, double[] values, double gamma, double lambda) {
        double[] advantages = new double[rewards.length];
        for (int t = 0; t < rewards.length; t++) {
            for (int l = 0; t + l < rewards.length; l++) {
                double after = t + l + 1 < rewards.length ? values[t + l + 1] : 0;
                advantages[t] += Math.pow(gamma * lambda, l) * (rewards[t + l] + gamma * after - values[t + l]);
            }
        }
        return advantages;
    }

    @Test
    void rowsOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> new GeneralizedAdvantage(1, 1).of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 rewards and 3 values");
    }
}
