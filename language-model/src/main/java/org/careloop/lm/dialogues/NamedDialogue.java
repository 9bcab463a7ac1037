package org.careloop.lm.dialogues;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.careloop.run.rows.Dialogue;

/**
 * A dialogue under the name that its score is kept under.
 *
 * @param id its own; {@code line 7} where it has none
 */
record NamedDialogue(String id, List<Message> turns) {

    /** Takes dialogues with the line of each, counted from 1. */
    @FunctionalInterface
    interface Sink {
        void take(long line, NamedDialogue dialogue);
    }

    /**
     * Reads a file without keeping its texts.
     *
     * @throws BadInput where a row is no dialogue or an id stands twice, or when there is no row
     */
    static void forEach(Path file, Sink sink) throws IOException {
        Map<String, Long> lines = new HashMap<>();
        JsonLines.forEachLine(file, Dialogue.class, (line, row) -> {
            String id = row.id() == null || row.id().isBlank() ? "line " + line : row.id();
            Long before = lines.putIfAbsent(id, line);
            if (before != null) {
                throw BadInput.at(
                        file,
                        line,
                        Phrase.filled(
                                "dialogues.id-twice",
                                "id \"%s\" stands already in line %s; give each dialogue an id of its own, or none",
                                id,
                                before));
            }
            sink.take(line, new NamedDialogue(id, row.turns()));
        });
        if (lines.isEmpty()) {
            throw BadInput.in(file, JsonLines.NO_ROWS);
        }
    }
}
