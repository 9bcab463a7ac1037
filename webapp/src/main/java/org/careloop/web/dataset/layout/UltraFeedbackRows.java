package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;

/**
 * UltraFeedback: an {@code instruction} and {@code completions}, each with {@code response}, {@code model} and
 * {@code overall_score}; the scores put them in an order.
 */
final class UltraFeedbackRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.ULTRAFEEDBACK;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("instruction", "completions"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        List<String> responses = new ArrayList<>();
        List<@Nullable String> models = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        for (Row completion : row.objects("completions")) {
            responses.add(completion.text("response"));
            models.add(completion.optionalText("model"));
            scores.add(
                    Texts.number(completion, completion.has("overall_score") ? "overall_score" : "fine-grained_score"));
        }
        Ranks.checkCount("completions", responses.size());
        return List.of(ImportedRow.compared(
                row.optionalText("id"),
                Questions.required(row),
                responses,
                models,
                ImportedRow.Facts.NONE,
                List.of(Ranks.vote(ImportedRow.UNNAMED, Ranks.of(scores)))));
    }
}
