package org.careloop.web.dataset.imports;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.ImportedRow;

/** Refuses what a clinician could not judge: no question, no answer, or the same answer twice. */
final class RowRules {
    private RowRules() {}

    static void check(ImportedRow row) {
        question(row.prompt());
        answers(row);
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
            if (message.role() != Message.Role.SYSTEM && isBlank(message.content())) {
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
            if (isBlank(response)) {
                throw new BadRow("answer.blank", "response %s is empty; write it, or remove this row", name(row, i));
            }
            Integer same = seen.putIfAbsent(trimmed(response), i);
            if (same != null) {
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

    private static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isUnseen(text.charAt(from))) {
            from++;
        }
        while (to > from && isUnseen(text.charAt(to - 1))) {
            to--;
        }
        return Normalizer.normalize(text.substring(from, to), Normalizer.Form.NFC);
    }

    private static boolean isBlank(String text) {
        return text.chars().allMatch(character -> isUnseen((char) character));
    }

    /** Blanks of every kind, and characters that draw nothing, such as the zero-width space. */
    private static boolean isUnseen(char character) {
        int type = Character.getType(character);
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || type == Character.CONTROL
                || type == Character.FORMAT;
    }
}
