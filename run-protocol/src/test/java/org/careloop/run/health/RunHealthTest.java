package org.careloop.run.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.health.RunHealth.Disease;
import org.junit.jupiter.api.Test;

class RunHealthTest {
    @Test
    void aRunThatDoesWellHasNothing() {
        assertThat(RunHealth.of(lines(i -> Map.of(
                        Metrics.SCORE, .1 * i,
                        Metrics.SCORE_DEVIATION, .5,
                        Metrics.KL, .2 * i,
                        Metrics.ENTROPY, 2 - .05 * i,
                        Metrics.EOS_RATE, .9,
                        Metrics.LENGTH, 100.0 + i,
                        Metrics.EXPLAINED_VARIANCE, .4,
                        Metrics.VALUE_LOSS, .1,
                        Metrics.ROLLBACKS, 0.0))))
                .isEmpty();
        assertThat(RunHealth.of(List.of())).isEmpty();
    }

    @Test
    void gradientsThatAreNotFiniteComeFirst() {
        List<RunHealth.Finding> findings =
                RunHealth.of(lines(i -> Map.of(Metrics.SKIPPED, i == 20 ? 2.0 : 0, Metrics.KL, 80.0)));

        assertThat(findings)
                .extracting(RunHealth.Finding::disease)
                .containsExactly(Disease.NOT_FINITE, Disease.FAR_FROM_REFERENCE);
        assertThat(findings.getFirst().words())
                .isEqualTo("the gradient of 2 minibatches was not finite and was left out: lower learningRate");
        assertThat(findings.getLast().words()).contains("KL 80.0");
    }

    @Test
    void goingBackIsNamedWhileItIsRecent() {
        assertThat(diseases(i -> Map.of(Metrics.ROLLBACKS, i < 15 ? 0.0 : 1.0))).containsExactly(Disease.ROLLED_BACK);
        assertThat(diseases(i -> Map.of(Metrics.ROLLBACKS, 1.0))).isEmpty();
    }

    @Test
    void entropyCollapsesAgainstItsOwnStart() {
        assertThat(diseases(i -> Map.of(Metrics.ENTROPY, i == 1 ? 2.0 : .2))).containsExactly(Disease.ENTROPY_COLLAPSE);
        assertThat(diseases(i -> Map.of(Metrics.ENTROPY, .2))).isEmpty();
    }

    @Test
    void answersThatEndLessAndLessAreNamedBeforeHalfOfThemAreEndless() {
        assertThat(diseases(i -> Map.of(Metrics.EOS_RATE, 1 - .022 * i))).containsExactly(Disease.ENDLESS_ANSWERS);
        assertThat(diseases(i -> Map.of(Metrics.EOS_RATE, .95 - .005 * i))).isEmpty();
    }

    @Test
    void aCriticThatKnowsLessThanAConstantAndOneThatErrsMoreAndMoreAreNamed() {
        assertThat(diseases(i -> Map.of(Metrics.EXPLAINED_VARIANCE, -.2))).containsExactly(Disease.CRITIC_BLIND);
        assertThat(diseases(i -> Map.of(Metrics.VALUE_LOSS, Math.pow(1.2, i))))
                .containsExactly(Disease.CRITIC_DIVERGES);
    }

    @Test
    void aScoreThatIsTheSameForAllIsNamed() {
        assertThat(diseases(i -> Map.of(Metrics.SCORE_DEVIATION, 0.0))).containsExactly(Disease.CONSTANT_REWARD);
    }

    private static List<Disease> diseases(IntFunction<Map<String, Double>> values) {
        return RunHealth.of(lines(values)).stream()
                .map(RunHealth.Finding::disease)
                .toList();
    }

    private static List<MetricLog.Line> lines(IntFunction<Map<String, Double>> values) {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new MetricLog.Line(i, values.apply(i)))
                .toList();
    }
}
