package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.Message;
import org.careloop.web.dataset.Row;

/** A conversation as one text, whose turns begin with "Human:" and "Assistant:" after an empty line. */
final class Transcript {
    private static final Pattern TURN = Pattern.compile("(?:^|\\n\\n)(Human|Assistant):");

    private Transcript() {}

    static boolean is(String text) {
        return text.stripLeading().startsWith("Human:");
    }

    static List<Message> turns(Row row, String field) {
        String text = row.text(field).strip();
        List<Message> turns = new ArrayList<>();
        Matcher turn = TURN.matcher(text);
        boolean more = turn.find();
        while (more) {
            boolean human = turn.group(1).equals("Human");
            int start = turn.end();
            more = turn.find();
            String content =
                    text.substring(start, more ? turn.start() : text.length()).strip();
            turns.add(human ? Message.user(content) : Message.assistant(content));
        }
        return turns;
    }

    /** The turns of a question, which may end with the name of whoever answers next. */
    static List<Message> question(Row row, String field) {
        List<Message> turns = turns(row, field);
        Message last = turns.getLast();
        boolean open = last.role() == Message.Role.ASSISTANT && last.content().isEmpty();
        return open ? turns.subList(0, turns.size() - 1) : turns;
    }
}
