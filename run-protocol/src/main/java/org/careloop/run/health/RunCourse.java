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

/**
 * What is worth telling of a run's way when it has ended.
 *
 * @param alarms iterations that had a disease, by its name; those that occurred
 * @param heldOut figures of held-out prompts, each without its prefix, step by step; the first is the model before training
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunCourse(Map<String, Long> alarms, List<MetricLog.Line> heldOut) {
    /** Of a run that tells neither. */
    public static final RunCourse NONE = new RunCourse(Map.of(), List.of());

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
        return new RunCourse(alarms, heldOut);
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
