package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.Row;

/** Our own {@code ties.jsonl}: a pair and one vote on it that prefers neither, or any other verdict. */
final class TieRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.TIES;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("a", "b", "verdict"))
                && !row.names().contains("votes");
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(ImportedRow.compared(
                row.optionalText("id"),
                Questions.required(row),
                List.of(row.text("a"), row.text("b")),
                List.of(),
                ImportedRow.Facts.NONE,
                List.of(new Vote(
                        Texts.first(row, "annotator").orElse(ImportedRow.UNNAMED),
                        Verdict.parse(row.text("verdict"))))));
    }
}
