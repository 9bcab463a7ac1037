package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;

/** Nectar: a {@code prompt} as a transcript, and {@code answers}, each with {@code answer}, {@code model} and {@code rank}. */
final class NectarRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.NECTAR;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("prompt", "answers"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        List<String> responses = new ArrayList<>();
        List<@Nullable String> models = new ArrayList<>();
        List<Double> goodness = new ArrayList<>();
        for (Row answer : row.objects("answers")) {
            responses.add(answer.text("answer"));
            models.add(answer.optionalText("model"));
            goodness.add(-Texts.number(answer, "rank"));
        }
        Ranks.checkCount("answers", responses.size());
        return List.of(ImportedRow.compared(
                row.optionalText("id"),
                prompt(row),
                responses,
                models,
                ImportedRow.Facts.NONE,
                List.of(Ranks.vote(ImportedRow.UNNAMED, Ranks.of(goodness)))));
    }

    private static List<Message> prompt(Row row) {
        return row.required("prompt").isString() && Transcript.is(row.text("prompt"))
                ? Questions.after(Questions.system(row), Transcript.question(row, "prompt"))
                : Questions.required(row);
    }
}
