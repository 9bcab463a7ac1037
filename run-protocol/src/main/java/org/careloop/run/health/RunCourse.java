package org.careloop.run.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.health.RunHealth.Disease;
import org.jspecify.annotations.Nullable;

/**
 * What is worth telling of a run's way when it has ended.
 *
 * @param alarms iterations that had a disease, by its name; those that occurred
 * @param heldOut figures of held-out prompts, each without its prefix, step by step; the first is the model before training
 * @param bestOf what choosing among answers of the model before training gives on those prompts, to compare with; empty where
 *     that was not asked for
 * @param again how the model before training and the one after it answer those prompts several times each; null where that
 *     was not asked for
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunCourse(
        Map<String, Long> alarms,
        List<MetricLog.Line> heldOut,
        List<BestOf> bestOf,
        @Nullable AnsweredAgain again) {

    /**
     * The best of some answers to a prompt, by a score.
     *
     * @param answers to choose among
     * @param score expected of the best, a mean over prompts
     * @param low lower end of its 95 % interval over prompts; absent for a single prompt
     * @param high upper end
     * @param divergence from the model that answers, at most, nats: {@code ln n - (n - 1) / n}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record BestOf(
            int answers,
            double score,
            @Nullable Double low,
            @Nullable Double high,
            double divergence) {}

    /**
     * Scores of several answers to each prompt by the model before training and the one after it.
     *
     * @param n prompts
     * @param answers to each of them, by each model
     * @param before mean score of the model before training
     * @param after mean score of the one after it
     * @param change {@code after - before}
     * @param low lower end of the change's 95 % interval over prompts; absent for a single prompt
     * @param high upper end
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AnsweredAgain(
            int n,
            int answers,
            double before,
            double after,
            double change,
            @Nullable Double low,
            @Nullable Double high) {}

    /** Of a run whose figures stand in {@code metrics.jsonl}. */
    public static RunCourse read(Path metrics) throws IOException {
        return of(MetricLog.read(metrics));
    }

    static RunCourse of(List<MetricLog.Line> lines) {
        Map<String, Long> alarms = new TreeMap<>();
        for (Disease disease : Disease.values()) {
            long iterations = lines.stream()
                    .filter(line -> line.values().containsKey(disease.metric()))
                    .count();
            if (iterations > 0) {
                alarms.put(disease.name().toLowerCase(Locale.ROOT), iterations);
            }
        }
        List<MetricLog.Line> heldOut = lines.stream()
                .filter(line -> line.values().containsKey(Metrics.heldOut(Metrics.SCORE)))
                .map(RunCourse::heldOut)
                .toList();
        return new RunCourse(alarms, heldOut, List.of(), null);
    }

    /** The same with something to compare with. */
    public RunCourse besides(List<BestOf> chosen, @Nullable AnsweredAgain compared) {
        return new RunCourse(alarms, heldOut, chosen, compared);
    }

    private static MetricLog.Line heldOut(MetricLog.Line line) {
        String prefix = Metrics.heldOut("");
        Map<String, Double> values = new LinkedHashMap<>();
        line.values().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                values.put(name.substring(prefix.length()), value);
            }
        });
        return new MetricLog.Line(line.step(), values);
    }
}
