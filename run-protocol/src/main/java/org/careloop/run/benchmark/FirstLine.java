package org.careloop.run.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.Json;
import tools.jackson.core.JacksonException;

/** Tells JSON Lines from a file that is one JSON value: MedMCQA's lines end with {@code .json} too. */
final class FirstLine {
    /** No row of a published benchmark is as long. */
    private static final int LONGEST = 1 << 20;

    private FirstLine() {}

    /** Whether the first line that is not blank is a JSON object, or the name of the file says that each is. */
    static boolean isRow(Path file) throws IOException {
        if (file.toString().endsWith(".jsonl")) {
            return true;
        }
        if (!Files.isRegularFile(file)) {
            return false;
        }
        String line = line(file);
        if (!line.startsWith("{")) {
            return false;
        }
        try {
            return Json.MAPPER.readTree(line).has("question");
        } catch (JacksonException e) {
            return false;
        }
    }

    private static String line(Path file) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int next = reader.read(); next >= 0 && line.length() < LONGEST; next = reader.read()) {
                if (next == '\n' && !line.toString().isBlank()) {
                    break;
                }
                line.append((char) next);
            }
            String text = line.toString();
            return (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        }
    }
}
