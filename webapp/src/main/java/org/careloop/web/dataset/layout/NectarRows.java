package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.Row;

/** Nectar: a {@code prompt} as a transcript, and {@code answers}, each with {@code answer}, {@code model} and {@code rank}. */
record NectarRows(boolean firstSix) implements Layout {

    @Override
    public Layout open(boolean taken) {
        return new NectarRows(taken);
    }

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
        RankedAnswers answers = new RankedAnswers("answers");
        for (Row answer : row.objects("answers")) {
            answers.add(answer.text("answer"), answer.optionalText("model"), -Texts.number(answer, "rank"));
        }
        return List.of(answers.compared(row.optionalText("id"), prompt(row), firstSix));
    }

    private static List<Message> prompt(Row row) {
        return row.required("prompt").isString() && Transcript.is(row.text("prompt"))
                ? Questions.after(Questions.system(row), Transcript.question(row, "prompt"))
                : Questions.required(row);
    }
}
