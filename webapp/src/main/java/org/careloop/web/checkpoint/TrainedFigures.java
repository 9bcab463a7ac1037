package org.careloop.web.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.careloop.run.CurveSpec;
import org.careloop.run.Json;
import org.careloop.run.Metrics;
import org.careloop.run.RunKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The figures of a model's last step, as its {@code report.json} says: those that are drawn of its kind of run. */
public final class TrainedFigures {
    private TrainedFigures() {}

    /**
     * One of them.
     *
     * @param low lower end of its 95 % interval; null where the trainer gives none
     * @param n observations; null where the trainer does not say
     */
    public record Figure(
            CurveSpec spec,
            double value,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Long n) {}

    /** Empty where the model has no report that can be read, or one of another form. */
    static List<Figure> of(Path model, RunKind kind) {
        try {
            Path report = model.resolve("report.json");
            if (!Files.isRegularFile(report)) {
                return List.of();
            }
            JsonNode figures = Json.MAPPER.readTree(Files.readString(report)).path("figures");
            return kind.curves().stream()
                    .flatMap(spec -> figure(figures, spec).stream())
                    .toList();
        } catch (IOException | JacksonException e) {
            return List.of();
        }
    }

    private static Optional<Figure> figure(JsonNode figures, CurveSpec spec) {
        Double value = number(figures, spec.metric());
        if (value == null) {
            return Optional.empty();
        }
        Double n = number(figures, Metrics.count(spec.metric()));
        return Optional.of(new Figure(
                spec,
                value,
                number(figures, Metrics.low(spec.metric())),
                number(figures, Metrics.high(spec.metric())),
                n == null ? null : Math.round(n)));
    }

    private static @Nullable Double number(JsonNode figures, String name) {
        return figures.path(name).isNumber() ? figures.path(name).asDouble() : null;
    }
}
