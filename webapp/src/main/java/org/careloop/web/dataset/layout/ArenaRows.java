package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;

/**
 * Battles of the Chatbot Arena and judgements of MT-Bench: {@code conversation_a} and {@code conversation_b}, the
 * {@code winner} ({@code model_a}, {@code model_b}, {@code tie}, {@code tie (bothbad)}), {@code judge} and models.
 */
final class ArenaRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.ARENA;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("conversation_a", "conversation_b"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        List<Message> a = judged(row, "conversation_a");
        List<Message> b = judged(row, "conversation_b");
        List<Message> common = Preferences.openingTurns(a, b);
        String judge = Texts.first(row, "judge").orElse(ImportedRow.UNNAMED);
        List<Vote> votes = row.has("winner")
                ? List.of(new Vote(judge, VerdictWords.read("winner", row.text("winner"))))
                : List.of();
        @Nullable String modelA = row.optionalText("model_a");
        @Nullable String modelB = row.optionalText("model_b");
        return List.of(ImportedRow.compared(
                id(row, modelA, modelB),
                Questions.after(Questions.system(row), common),
                List.of(
                        Preferences.answer("conversation_a", a, common.size()),
                        Preferences.answer("conversation_b", b, common.size())),
                Arrays.asList(modelA, modelB),
                new ImportedRow.Facts(Texts.language(row), null, List.of(), null),
                votes));
    }

    /** The conversation up to the answer that was judged, which {@code turn} counts from 1. */
    private static List<Message> judged(Row row, String field) {
        List<Message> all = row.messages(field);
        if (!row.has("turn")) {
            return all;
        }
        int turns = Texts.whole(row, "turn", 1, Integer.MAX_VALUE);
        List<Message> upTo = new ArrayList<>();
        for (Message message : all) {
            upTo.add(message);
            if (message.role() == Message.Role.ASSISTANT && --turns == 0) {
                return upTo;
            }
        }
        return all;
    }

    /** In MT-Bench many pairs of models answer the question of one number. */
    private static @Nullable String id(Row row, @Nullable String modelA, @Nullable String modelB) {
        String question = Texts.orNull(row, "question_id", "id");
        boolean shared = question != null && question.matches("\\d+") && modelA != null && modelB != null;
        return shared
                ? String.join(
                        "-", question, modelA, modelB, Texts.first(row, "turn").orElse("1"))
                : question;
    }
}
