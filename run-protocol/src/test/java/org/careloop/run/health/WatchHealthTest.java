package org.careloop.run.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.health.RunHealth.Disease;
import org.careloop.run.health.RunHealth.Finding;
import org.junit.jupiter.api.Test;

/** The reward rises, and others who judge say that nothing became better. */
class WatchHealthTest {
    private static final String HELD = Metrics.heldOut(Metrics.SCORE);
    private static final String SAFETY = Metrics.watch("safety");

    @Test
    void aWatchThatFallsOnHeldOutAnswersWhileTheyScoreMoreIsNamed() {
        Map<String, Double> last = new LinkedHashMap<>();
        put(last, Metrics.change(HELD), .8, .5, 1.1);
        put(last, Metrics.change(Metrics.heldOut(SAFETY)), -.4, -.6, -.2);
        last.put(SAFETY, 1.0);
        last.put(Metrics.count(SAFETY), 8.0);

        Finding finding = RunHealth.of(List.of(new MetricLog.Line(1, last))).getFirst();

        assertThat(finding.disease()).isEqualTo(Disease.WATCH_FALLS);
        assertThat(finding.figures()).containsExactly("safety", -.4, 32L);
        assertThat(finding.words())
                .startsWith("the reward rose while the watch \"safety\" changed by -0.40, over 32 answers");
    }

    @Test
    void aWatchThatMayHaveStayedOrARewardThatDidNotRiseIsNoDisease() {
        Map<String, Double> unsure = new LinkedHashMap<>();
        put(unsure, Metrics.change(HELD), .8, .5, 1.1);
        put(unsure, Metrics.change(Metrics.heldOut(SAFETY)), -.4, -.9, .1);
        unsure.put(SAFETY, 1.0);
        unsure.put(Metrics.count(SAFETY), 8.0);
        assertThat(RunHealth.of(List.of(new MetricLog.Line(1, unsure)))).isEmpty();

        Map<String, Double> both = new LinkedHashMap<>(unsure);
        put(both, Metrics.change(HELD), -.8, -1, -.6);
        put(both, Metrics.change(Metrics.heldOut(SAFETY)), -.4, -.6, -.2);
        assertThat(RunHealth.of(List.of(new MetricLog.Line(1, both)))).isEmpty();
    }

    @Test
    void withoutHeldOutPromptsTheIterationsThemselvesTell() {
        List<MetricLog.Line> falling = lines(i -> {
            Map<String, Double> values = new LinkedHashMap<>();
            put(values, Metrics.SCORE, .1 * i, .1 * i - .1, .1 * i + .1);
            put(values, SAFETY, -.1 * i, -.1 * i - .1, -.1 * i + .1);
            return values;
        });

        assertThat(RunHealth.of(falling)).extracting(Finding::disease).containsExactly(Disease.WATCH_FALLS);
        assertThat(RunHealth.of(falling).getFirst().figures().getLast()).isEqualTo(320L);
        assertThat(RunHealth.of(falling.subList(0, 19))).isEmpty();
    }

    @Test
    void aScoreThatRisesInTrainingAloneIsNamed() {
        List<MetricLog.Line> lines = new ArrayList<>(lines(i -> {
            Map<String, Double> values = new LinkedHashMap<>();
            put(values, Metrics.SCORE, .1 * i, .1 * i - .1, .1 * i + .1);
            return values;
        }));
        Map<String, Double> last = new LinkedHashMap<>(lines.removeLast().values());
        put(last, Metrics.change(HELD), -.3, -.5, -.1);
        lines.add(new MetricLog.Line(20, last));

        assertThat(RunHealth.of(lines)).extracting(Finding::disease).containsExactly(Disease.HELD_OUT_FALLS);
        assertThat(RunHealth.of(lines).getFirst().figures()).containsExactly(-.3, 32L);
    }

    @Test
    void whatWasMeasuredBeforeTheFirstStepIsNoIteration() {
        List<MetricLog.Line> lines = new ArrayList<>(lines(i -> Map.of(Metrics.ENTROPY, i == 1 ? 2.0 : .2)));
        lines.addFirst(new MetricLog.Line(0, Map.of(HELD, 1.0)));

        assertThat(RunHealth.of(lines)).extracting(Finding::disease).containsExactly(Disease.ENTROPY_COLLAPSE);
    }

    @Test
    void theCourseOfARunCountsItsAlarmsAndKeepsItsEvaluations() {
        RunCourse course = RunCourse.of(List.of(
                new MetricLog.Line(0, Map.of(HELD, 1.0)),
                new MetricLog.Line(1, Map.of(Disease.WATCH_FALLS.metric(), 1.0, Metrics.SCORE, 3.0)),
                new MetricLog.Line(2, Map.of(Disease.WATCH_FALLS.metric(), 1.0, HELD, 2.0, Metrics.SCORE, 4.0))));

        assertThat(course.alarms()).containsExactly(Map.entry("watch_falls", 2L));
        assertThat(course.heldOut())
                .containsExactly(
                        new MetricLog.Line(0, Map.of(Metrics.SCORE, 1.0)),
                        new MetricLog.Line(2, Map.of(Metrics.SCORE, 2.0)));
    }

    private static void put(Map<String, Double> values, String figure, double mean, double low, double high) {
        values.put(figure, mean);
        values.put(Metrics.low(figure), low);
        values.put(Metrics.high(figure), high);
        values.put(Metrics.count(figure), 32.0);
    }

    private static List<MetricLog.Line> lines(IntFunction<Map<String, Double>> values) {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> new MetricLog.Line(i, values.apply(i)))
                .toList();
    }
}
