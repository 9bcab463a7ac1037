package org.careloop.lm.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;

/** What parts of the steps of a run took of the time of all steps, by the figures that its trainer wrote. */
public final class TimeShares {
    private static final String PREFIX = "time/";

    private TimeShares() {}

    /**
     * The shares by name, such as {@code sample}; empty where no step says what its parts took.
     *
     * @param metrics the run's log of figures
     */
    public static Map<String, Double> read(Path metrics) throws IOException {
        return Files.exists(metrics) ? of(MetricLog.read(metrics)) : Map.of();
    }

    static Map<String, Double> of(List<MetricLog.Line> steps) {
        Map<String, Double> seconds = new TreeMap<>();
        double whole = 0;
        for (MetricLog.Line step : steps) {
            whole += step.values().getOrDefault(Metrics.STEP_SECONDS, 0.0);
            step.values().forEach((name, value) -> {
                if (name.startsWith(PREFIX) && !name.equals(Metrics.STEP_SECONDS)) {
                    seconds.merge(name.substring(PREFIX.length()), value, Double::sum);
                }
            });
        }
        double all = whole;
        seconds.replaceAll((name, spent) -> spent / all);
        return seconds;
    }
}
