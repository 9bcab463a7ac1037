package org.careloop.web.dataset.imports;

import java.util.function.BiConsumer;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.careloop.run.text.WholeText;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.ImportedRow;
import org.jspecify.annotations.Nullable;

/** The texts of a row: refuses what the database cannot keep or no person would read, and says how long they are. */
final class RowTexts {
    private static final int LONGEST = 1_000_000;

    private RowTexts() {}

    static void check(ImportedRow row) {
        forEach(row, RowTexts::check);
    }

    /** In UTF-16 units. */
    static long length(ImportedRow row) {
        long[] sum = {0};
        forEach(row, (field, text) -> sum[0] += text == null ? 0 : text.length());
        return sum[0];
    }

    private static void forEach(ImportedRow row, BiConsumer<String, @Nullable String> take) {
        for (Message message : row.prompt()) {
            take.accept("prompt", message.content());
        }
        for (int place = 0; place < row.responses().size(); place++) {
            take.accept(
                    place > 1 ? "responses" : row.fieldOf(place),
                    row.responses().get(place));
        }
        take.accept("id", row.id());
        take.accept("language", row.facts().language());
        take.accept("specialty", row.facts().specialty());
        row.models().forEach(model -> take.accept("models", model));
        row.facts().tags().forEach(tag -> take.accept("tags", tag));
        row.votes().stream().flatMap(vote -> vote.revisions().stream()).forEach(vote -> forEach(vote, take));
        for (Adjudication said : row.facts().adjudications()) {
            take.accept("adjudicator", said.adjudicator());
            take.accept("rationale", said.rationale());
            take.accept("cause", said.cause());
            said.criteria().keySet().forEach(key -> take.accept("criteria", key));
        }
    }

    private static void forEach(Vote vote, BiConsumer<String, @Nullable String> take) {
        take.accept("annotator", vote.annotator());
        take.accept("rationale", vote.rationale());
        take.accept("reason", vote.reason());
        take.accept("note", vote.note());
        vote.criteria().keySet().forEach(key -> take.accept("criteria", key));
        vote.flags().forEach(flag -> {
            take.accept("flags", flag.kind());
            take.accept("flags", flag.quote());
        });
        vote.corrections().values().forEach(text -> take.accept("corrections", text));
    }

    private static void check(String field, @Nullable String text) {
        if (text == null) {
            return;
        }
        if (text.length() > LONGEST) {
            throw new BadRow(
                    "text.long",
                    "field \"%s\" has %,d characters; expected at most %,d",
                    field,
                    text.length(),
                    LONGEST);
        }
        WholeText.firstBad(text).ifPresent(at -> {
            throw new BadRow(
                    "text.control",
                    "field \"%s\" holds %s at character %d, which is no text; remove it",
                    field,
                    "U+%04X".formatted((int) text.charAt(at)),
                    at + 1);
        });
    }
}
