package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.Row;

/**
 * Preference rows of MedicalGPT in both forms: {@code conversations} with {@code chosen} and {@code rejected}, or
 * {@code question} with {@code response_chosen} and {@code response_rejected}.
 */
final class MedicalGptRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.MEDICALGPT;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().contains("response_chosen") || row.names().containsAll(List.of("chosen", "conversations"));
    }

    @Override
    public ImportedRow read(Row row) {
        return row.has("conversations") ? conversation(row) : question(row);
    }

    private static ImportedRow conversation(Row row) {
        List<Message> prompt = new ArrayList<>(Questions.system(row));
        prompt.addAll(row.messages("conversations"));
        return ImportedRow.preference(row.optionalText("id"), prompt, row.text("chosen"), row.text("rejected"));
    }

    private static ImportedRow question(Row row) {
        List<Message> prompt = new ArrayList<>(Questions.system(row));
        prompt.addAll(Questions.history(row));
        prompt.add(Message.user(row.text("question")));
        return ImportedRow.preference(
                row.optionalText("id"), prompt, row.text("response_chosen"), row.text("response_rejected"));
    }
}
