package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;
import tools.jackson.databind.JsonNode;

/** MedicalGPT's rows: {@code conversations} with texts as answers, or {@code question} with {@code response_chosen}. */
final class MedicalGptRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.MEDICALGPT;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().contains("response_chosen")
                || (row.names().containsAll(List.of("chosen", "rejected", "conversations"))
                        && row.find("chosen").filter(JsonNode::isString).isPresent());
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(
                row.has("response_chosen")
                        ? Preferences.read(row, "response_chosen", "response_rejected")
                        : Preferences.read(row, "chosen", "rejected"));
    }
}
