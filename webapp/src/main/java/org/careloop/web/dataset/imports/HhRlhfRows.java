package org.careloop.web.dataset.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.RowFields;
import tools.jackson.databind.JsonNode;

/** Transcripts in the manner of hh-rlhf: turns that begin with "Human:" and "Assistant:" after an empty line. */
final class HhRlhfRows implements JsonRows.RowShape {
    private static final Pattern TURN = Pattern.compile("(?:^|\\n\\n)(Human|Assistant):");

    static boolean isTranscript(JsonNode row) {
        return row.get("chosen").isString()
                && row.get("chosen").stringValue().stripLeading().startsWith("Human:");
    }

    @Override
    public ImportFormat format() {
        return ImportFormat.HH_RLHF;
    }

    @Override
    public ImportedRow read(JsonNode row) {
        List<Message> chosen = turns(row, "chosen");
        List<Message> rejected = turns(row, "rejected");
        List<Message> prompt = chosen.subList(0, chosen.size() - 1);
        if (!prompt.equals(rejected.subList(0, rejected.size() - 1))) {
            throw new BadRow(
                    "fields \"chosen\" and \"rejected\" part before their last answer; expected the same turns up to it");
        }
        return ImportedRow.preference(
                RowFields.optionalText(row, "id"),
                prompt,
                chosen.getLast().content(),
                rejected.getLast().content());
    }

    private static List<Message> turns(JsonNode row, String field) {
        String text = RowFields.text(row, field).strip();
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
        if (turns.size() < 2 || turns.getLast().role() != Message.Role.ASSISTANT) {
            throw new BadRow(
                    "field \"%s\": expected turns \"Human: …\" and \"Assistant: …\", an answer last".formatted(field));
        }
        return turns;
    }
}
