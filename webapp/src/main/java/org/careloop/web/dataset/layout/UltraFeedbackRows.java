package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;

/**
 * UltraFeedback: an {@code instruction} and {@code completions}, each with {@code response}, {@code model} and
 * {@code overall_score}; the scores put them in an order.
 */
record UltraFeedbackRows(boolean firstSix) implements Layout {

    @Override
    public Layout open(boolean taken) {
        return new UltraFeedbackRows(taken);
    }

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
        RankedAnswers answers = new RankedAnswers("completions");
        for (Row completion : row.objects("completions")) {
            String score = completion.has("overall_score") ? "overall_score" : "fine-grained_score";
            answers.add(completion.text("response"), completion.optionalText("model"), Texts.number(completion, score));
        }
        return List.of(answers.compared(row.optionalText("id"), Questions.required(row), firstSix));
    }
}
