package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;
import org.junit.jupiter.api.Test;

class MeanOverResponsesTest {
    private static final List<Episode> SCORED =
            DoubleStream.of(1, 2, 3, 4).mapToObj(MeanOverResponsesTest::scored).toList();

    @Test
    void responsesToPromptsOfTheirOwnAreIndependent() {
        Map<String, Double> metrics = of(SCORED, 1);
        assertThat(metrics).containsEntry("score", 2.5).containsEntry("score_n", 4.0);
        // The standard error of 1, 2, 3, 4 is √(5/3 / 4).
        assertThat(metrics.get("score_low")).isCloseTo(2.5 - 1.959964 * Math.sqrt(5 / 12.0), within(1e-12));
        assertThat(metrics.get("score_high")).isCloseTo(2.5 + 1.959964 * Math.sqrt(5 / 12.0), within(1e-12));
    }

    @Test
    void responsesToOnePromptAreOneObservation() {
        Map<String, Double> metrics = of(SCORED, 2);
        // The means 1.5 and 3.5 of two prompts have the standard error 1.
        assertThat(metrics.get("score_low")).isCloseTo(2.5 - 1.959964, within(1e-12));
        assertThat(metrics.get("score_high")).isCloseTo(2.5 + 1.959964, within(1e-12));
    }

    @Test
    void onePromptAloneHasNoInterval() {
        assertThat(of(SCORED, 4)).containsOnlyKeys("score", "score_n");
    }

    private static Map<String, Double> of(List<Episode> episodes, int group) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        new MeanOverResponses(episodes, group)
                .put(metrics, "score", one -> one.scores().score());
        return metrics;
    }

    private static Episode scored(double score) {
        Rollout rollout = new Rollout(new Sequence(new int[] {1}, new int[] {2}), new double[1], true);
        double[] one = new double[1];
        return new Episode(rollout, new RolloutScores(one, one, one, one, score), score, one);
    }
}
