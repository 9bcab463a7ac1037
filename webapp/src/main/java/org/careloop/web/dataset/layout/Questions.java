package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;

/** Parts of a question that several layouts keep in fields of their own. */
final class Questions {
    private Questions() {}

    /** The field {@code system} as the first message; none where it is blank or absent. */
    static List<Message> system(Row row) {
        String system = row.optionalText("system");
        return system == null || system.isBlank() ? List.of() : List.of(new Message(Message.Role.SYSTEM, system));
    }

    /** The field {@code history}: earlier exchanges, each a list of what was asked and what was answered. */
    static List<Message> history(Row row) {
        List<Message> turns = new ArrayList<>();
        for (JsonNode exchange : row.find("history").map(List::of).orElse(List.of())) {
            for (JsonNode pair : exchange) {
                if (!pair.isArray() || pair.size() != 2 || !pair.get(0).isString() || !pair.get(1).isString()) {
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
}
