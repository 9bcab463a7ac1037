package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.careloop.run.Json;
import org.careloop.run.Vote;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;

/** Reads rows as a file of them would be read. */
abstract class LayoutTest {

    /** What the rows of a file were recognised as, and everything read of them. */
    record FileOfRows(ImportFormat format, List<Layouts.Read> reads) {
        ImportedRow only() {
            if (reads.size() != 1) {
                throw new AssertionError(reads.size() + " comparisons");
            }
            return reads.getFirst().row();
        }

        Vote onlyVote() {
            List<Vote> votes = only().votes();
            if (votes.size() != 1) {
                throw new AssertionError(votes.size() + " votes");
            }
            return votes.getFirst();
        }
    }

    static FileOfRows read(String... rows) {
        return read(false, rows);
    }

    /** @param firstSix of more ranked answers than a comparison holds, take the first six by rank */
    static FileOfRows read(boolean firstSix, String... rows) {
        Layouts layout = null;
        List<Layouts.Read> reads = new ArrayList<>();
        for (String text : rows) {
            Row row = new Row(Json.MAPPER.readValue(text, JsonNode.class));
            layout = layout == null ? Layouts.recognise(row, firstSix).orElseThrow() : layout;
            reads.addAll(layout.read(row));
        }
        Objects.requireNonNull(layout).end();
        return new FileOfRows(layout.format(), reads);
    }
}
