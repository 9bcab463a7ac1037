package org.careloop.ppo.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.settings.AnswerSettings;

/**
 * {@code answer.json}: what an answer run was asked for. A directory holds the answers to one order only.
 *
 * @param prompts SHA-256 of the file
 * @param models where each model is, by its name, in the order given
 * @param settings all of them, by name
 */
record AnswerOrder(String prompts, Map<String, String> models, Map<String, Object> settings) {
    private static final String FILE = "answer.json";

    static AnswerOrder of(String prompts, Map<String, String> models, AnswerSettings settings) {
        return new AnswerOrder(prompts, new LinkedHashMap<>(models), new LinkedHashMap<>(settings.values()));
    }

    /**
     * Makes the directory, or finds there what the same order began.
     *
     * @throws BadInput when it holds something else
     */
    void prepare(Path out) throws IOException {
        Path file = out.resolve(FILE);
        if (Files.exists(file)) {
            refuseDifferent(file);
            return;
        }
        if (Files.exists(out) && !isEmptyDirectory(out)) {
            throw BadInput.in(
                    out,
                    Phrase.of(
                            "answers.occupied",
                            "other files are there; name an empty directory or a new one as --out"));
        }
        Files.createDirectories(out);
        Json.replace(file, this);
    }

    private void refuseDifferent(Path file) throws IOException {
        AnswerOrder there = Json.read(file, AnswerOrder.class);
        refuse(file, "prompts", there.prompts, prompts);
        refuse(file, "models", there.models, models);
        refuse(file, "settings", there.settings, settings);
    }

    private static void refuse(Path file, String fact, Object there, Object given) {
        String was = Json.MAPPER.writeValueAsString(there);
        String now = Json.MAPPER.writeValueAsString(given);
        if (!Objects.equals(was, now)) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "answers.different",
                            "field \"%s\" is %s, and now %s was asked for; give the same arguments to go on, or name another --out"
                                    .formatted(fact, was, now),
                            fact,
                            was,
                            now));
        }
    }

    private static boolean isEmptyDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.findAny().isEmpty();
        }
    }
}
