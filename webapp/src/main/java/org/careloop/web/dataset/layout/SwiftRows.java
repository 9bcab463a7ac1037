package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.Row;

/**
 * ms-swift's preferences: {@code messages} end with the preferred answer, {@code rejected_response} or
 * {@code rejected_messages} is the other; or {@code query}, {@code response} and {@code rejected_response}.
 */
final class SwiftRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.SWIFT;
    }

    @Override
    public boolean fits(Row row) {
        return (row.names().contains("rejected_response")
                        && (row.names().contains("messages") || row.names().contains("response")))
                || row.names().containsAll(List.of("messages", "rejected_messages"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        if (!row.has("messages")) {
            return List.of(Preferences.read(row, "response", "rejected_response"));
        }
        List<Message> preferred = row.messages("messages");
        List<Message> rejected = row.has("rejected_messages") ? row.messages("rejected_messages") : List.of();
        List<Message> prompt = rejected.isEmpty()
                ? preferred.subList(0, preferred.size() - 1)
                : Preferences.openingTurns(preferred, rejected);
        return List.of(ImportedRow.preference(
                row.optionalText("id"),
                Questions.after(Questions.system(row), prompt),
                Preferences.answer("messages", preferred, prompt.size()),
                rejected.isEmpty()
                        ? row.text("rejected_response")
                        : Preferences.answer("rejected_messages", rejected, prompt.size())));
    }
}
