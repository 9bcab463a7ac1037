package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/** Transcripts in the manner of hh-rlhf: turns that begin with "Human:" and "Assistant:" after an empty line. */
final class HhRlhfRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.HH_RLHF;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().contains("rejected")
                && row.find("chosen")
                        .filter(value -> Transcript.is(value.asString("")))
                        .isPresent();
    }

    @Override
    public List<ImportedRow> read(Row row) {
        List<Message> chosen = turns(row, "chosen");
        List<Message> rejected = turns(row, "rejected");
        List<Message> prompt = chosen.subList(0, chosen.size() - 1);
        if (!prompt.equals(rejected.subList(0, rejected.size() - 1))) {
            throw new BadRow(
                    "hh.part",
                    "fields \"chosen\" and \"rejected\" part before their last answer; expected the same turns up to it");
        }
        return List.of(ImportedRow.preference(
                row.optionalText("id"),
                prompt,
                chosen.getLast().content(),
                rejected.getLast().content()));
    }

    private static List<Message> turns(Row row, String field) {
        List<Message> turns = Transcript.turns(row, field);
        if (turns.size() < 2 || turns.getLast().role() != Message.Role.ASSISTANT) {
            throw new BadRow(
                    "hh.turns",
                    "field \"%s\": expected turns \"Human: …\" and \"Assistant: …\", an answer last",
                    field);
        }
        return turns;
    }
}
