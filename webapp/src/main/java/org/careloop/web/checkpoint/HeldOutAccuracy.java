package org.careloop.web.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * How often a reward model gives the winner of a decisive vote the higher score, on prompts kept out of its training; as its
 * {@code report.json} says.
 *
 * @param value a share, 0 to 1
 * @param low lower end of the 95 % interval, resampled over prompts; null with too few prompts
 * @param high upper end
 * @param n decisive votes
 * @param longerWins how often the longer response of the same votes is the winner; null where the report does not say
 */
public record HeldOutAccuracy(
        double value,
        @Nullable Double low,
        @Nullable Double high,
        long n,
        @Nullable Double longerWins) {

    private static final String REPORT = "report.json";

    /** Empty where nothing was held out, or the model has no report that can be read. */
    static Optional<HeldOutAccuracy> of(Path model) {
        try {
            Path report = model.resolve(REPORT);
            return Files.isRegularFile(report)
                    ? read(Json.MAPPER.readTree(Files.readString(report)).path("heldOut"))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Whether it is shown to know more of an answer than how long it is: its whole interval lies above that rule. */
    public boolean isBetterThanLength() {
        return low != null && longerWins != null && low > longerWins;
    }

    private static Optional<HeldOutAccuracy> read(JsonNode heldOut) {
        JsonNode accuracy = heldOut.path("accuracy");
        Double value = number(accuracy.path("value"));
        return value == null
                ? Optional.empty()
                : Optional.of(new HeldOutAccuracy(
                        value,
                        number(accuracy.path("low")),
                        number(accuracy.path("high")),
                        accuracy.path("n").asLong(),
                        number(heldOut.at("/baselines/longerWins/accuracy/value"))));
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? value.asDouble() : null;
    }
}
