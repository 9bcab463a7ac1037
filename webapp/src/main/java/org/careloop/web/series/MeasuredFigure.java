package org.careloop.web.series;

import java.util.Map;
import java.util.Objects;
import org.careloop.run.Metrics;
import org.jspecify.annotations.Nullable;

/**
 * A figure and its doubt.
 *
 * @param n observations, where the trainer counts them
 * @param low lower end of its 95 % interval, where the trainer gives one
 * @param high upper end
 */
public record MeasuredFigure(
        double value,
        @Nullable Double n,
        @Nullable Double low,
        @Nullable Double high) {

    /** What a line, which has the figure, says of it. */
    public static MeasuredFigure of(String name, Map<String, Double> line) {
        return new MeasuredFigure(
                Objects.requireNonNull(line.get(name)),
                line.get(Metrics.count(name)),
                line.get(Metrics.low(name)),
                line.get(Metrics.high(name)));
    }
}
