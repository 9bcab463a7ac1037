package org.careloop.web.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads {@code samples.jsonl}; a line still being written is left out. */
final class Samples {
    private Samples() {}

    static List<SampleRow> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<SampleRow> samples = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            try {
                samples.add(sample(Json.MAPPER.readTree(line)));
            } catch (JacksonException e) {
                break;
            }
        }
        return samples;
    }

    private static SampleRow sample(JsonNode row) {
        return new SampleRow(
                lastTurn(row.path("prompt")),
                row.path("reference").asString(""),
                row.path("current").asString(""),
                number(row.path("referenceScore")),
                number(row.path("currentScore")));
    }

    private static String lastTurn(JsonNode prompt) {
        return prompt.isArray() && !prompt.isEmpty()
                ? prompt.get(prompt.size() - 1).path("content").asString("")
                : prompt.asString("");
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? value.asDouble() : null;
    }
}
