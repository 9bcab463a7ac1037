package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;

/** What was asked, under whichever names a row has it: the system's words, earlier exchanges, then the question. */
final class Questions {
    private static final List<String> CONVERSATIONS = List.of("prompt", "conversations", "messages");
    private static final List<String> TEXTS = List.of("instruction", "question", "query");
    /** As LLaMA-Factory and ms-swift join the two. */
    private static final String BEFORE_INPUT = "\n";

    private Questions() {}

    /**
     * Everything that was asked.
     *
     * @throws BadRow when the row has no question
     */
    static List<Message> required(Row row) {
        if (!isAsked(row)) {
            throw new BadRow(
                    "question.none",
                    "there is no question; expected it in \"prompt\", \"instruction\", \"question\" or \"messages\"");
        }
        return asked(row);
    }

    /** Whether a field of the row holds the question itself. */
    static boolean isAsked(Row row) {
        return CONVERSATIONS.stream().anyMatch(row::has) || TEXTS.stream().anyMatch(row::has) || row.has("input");
    }

    /** What was asked; without the question itself where the row has none. */
    static List<Message> asked(Row row) {
        List<Message> asked = new ArrayList<>(system(row));
        asked.addAll(history(row));
        asked.addAll(question(row));
        return asked;
    }

    /** The field {@code system} or {@code system_prompt} as the first message; none where it is blank or absent. */
    static List<Message> system(Row row) {
        return Texts.first(row, "system", "system_prompt")
                .map(text -> List.of(new Message(Message.Role.SYSTEM, text)))
                .orElse(List.of());
    }

    /** A conversation after the system's words. */
    static List<Message> after(List<Message> system, List<Message> conversation) {
        List<Message> all = new ArrayList<>(system);
        all.addAll(conversation);
        return all;
    }

    /** The field {@code history}: earlier exchanges, each a list of what was asked and what was answered. */
    private static List<Message> history(Row row) {
        List<Message> turns = new ArrayList<>();
        for (JsonNode exchange : row.find("history").map(List::of).orElse(List.of())) {
            for (JsonNode pair : exchange) {
                if (!pair.isArray()
                        || pair.size() != 2
                        || !pair.get(0).isString()
                        || !pair.get(1).isString()) {
                    throw new BadRow(
                            "history.pair",
                            "field \"history\" has %s; expected pairs of question and answer",
                            Messages.shorten(pair));
                }
                turns.add(Message.user(pair.get(0).stringValue()));
                turns.add(Message.assistant(pair.get(1).stringValue()));
            }
        }
        return turns;
    }

    /** A conversation, or a text; {@code input} is what a text is about and follows it. */
    private static List<Message> question(Row row) {
        for (String field : CONVERSATIONS) {
            if (row.has(field)) {
                List<Message> asked = row.conversation(field);
                return row.required(field).isString()
                        ? List.of(withInput(row, asked.getFirst().content()))
                        : asked;
            }
        }
        for (String field : TEXTS) {
            if (row.has(field)) {
                return List.of(withInput(row, row.text(field)));
            }
        }
        return row.has("input") ? List.of(Message.user(row.text("input"))) : List.of();
    }

    /** A question with what it is about. */
    static Message withInput(Row row, String question) {
        return Message.user(row.has("input") ? question + BEFORE_INPUT + row.text("input") : question);
    }
}
