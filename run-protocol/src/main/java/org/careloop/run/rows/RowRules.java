package org.careloop.run.rows;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Phrase;

/** What holds for the rows of a file whatever they are: each has an id of its own, a question, and texts that are text. */
final class RowRules {
    private final Path file;
    private final Map<String, Long> lines = new HashMap<>();

    RowRules(Path file) {
        this.file = file;
    }

    /**
     * @param code of the refusal
     * @param english with places for the id and for the line on which it stands already
     */
    void id(long line, String id, String code, String english) {
        Long before = lines.putIfAbsent(id, line);
        if (before != null) {
            throw refused(line, code, english, id, Long.toString(before));
        }
    }

    void question(long line, List<Message> prompt) {
        for (Message message : prompt) {
            text(line, "prompt", message.content());
            if (message.content().isBlank()) {
                throw refused(
                        line,
                        "file.blank-question",
                        "a message of the %s in the prompt is empty; write it, or remove this row",
                        message.role().label());
            }
        }
    }

    void text(long line, String field, String text) {
        TextRule.broken(field, text).ifPresent(problem -> {
            throw BadInput.at(file, line, problem);
        });
    }

    /** Called after the last row. */
    void end() {
        if (lines.isEmpty()) {
            throw BadInput.in(file, JsonLines.NO_ROWS);
        }
    }

    BadInput refused(long line, String code, String english, Object... given) {
        return BadInput.at(file, line, Phrase.of(code, english.formatted(given), given));
    }
}
