package org.careloop.web.dataset.layout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.Message;
import org.careloop.run.text.VisibleText;
import org.careloop.web.dataset.BadRow;

/**
 * Refuses what a clinician could not judge: no question, no answer, no text, or the same answer twice. That last is kept where a row
 * names two models and has no vote: it says something about the models, and nobody is asked.
 */
public final class RowRules {
    private RowRules() {}

    public static void check(ImportedRow row) {
        if (row.isText()) {
            if (VisibleText.isBlank(row.responses().getFirst())) {
                throw new BadRow("text.blank", "field \"text\" is empty; write it, or remove this row");
            }
            return;
        }
        question(row.prompt());
        answers(row);
    }

    private static boolean isOfTwoModels(ImportedRow row) {
        return !row.chosenIsA()
                && row.responses().size() == 2
                && row.models().stream().filter(Objects::nonNull).distinct().count() == 2
                && row.votes().isEmpty()
                && row.facts().gold() == null
                && row.facts().adjudications().isEmpty();
    }

    private static void question(List<Message> prompt) {
        if (prompt.stream().noneMatch(message -> message.role() == Message.Role.USER)) {
            throw new BadRow("question.nobody", "the prompt has no message of the user; expected a question");
        }
        Message last = prompt.getLast();
        if (last.role() != Message.Role.USER) {
            throw new BadRow(
                    "question.last",
                    "the prompt ends with a message of the %s; expected the user's, which the responses answer",
                    last.role().label());
        }
        for (Message message : prompt) {
            if (message.role() != Message.Role.SYSTEM && VisibleText.isBlank(message.content())) {
                throw new BadRow(
                        "question.blank",
                        "a message of the %s in the prompt is empty; write it, or remove this row",
                        message.role().label());
            }
        }
    }

    private static void answers(ImportedRow row) {
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < row.responses().size(); i++) {
            String response = row.responses().get(i);
            if (VisibleText.isBlank(response)) {
                throw new BadRow("answer.blank", "response %s is empty; write it, or remove this row", name(row, i));
            }
            Integer same = seen.putIfAbsent(VisibleText.of(response), i);
            if (same != null && !isOfTwoModels(row)) {
                throw new BadRow(
                        "answer.same",
                        "responses %s and %s are the same text, so there is nothing to compare; remove this row",
                        name(row, same),
                        name(row, i));
            }
        }
    }

    /** What the response is called in the file. */
    private static String name(ImportedRow row, int number) {
        if (row.chosenIsA()) {
            return number == 0 ? "\"chosen\"" : "\"rejected\"";
        }
        return number < 2 ? (number == 0 ? "\"a\"" : "\"b\"") : Integer.toString(number + 1);
    }
}
