package org.careloop.web.answers;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.careloop.run.JsonLines;

/**
 * A line of a run's {@code answers.jsonl}, as far as it says where an answer comes from.
 *
 * @param id of the prompt
 * @param model the name under which the model takes part
 */
record AnswerLine(String id, String model, long seed, Instant at) {

    /** Which answer. */
    record Key(String id, String model) {}

    static Map<Key, AnswerLine> read(Path file) throws IOException {
        Map<Key, AnswerLine> lines = new HashMap<>();
        JsonLines.forEach(file, AnswerLine.class, line -> lines.putIfAbsent(new Key(line.id, line.model), line));
        return lines;
    }
}
