package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;

/**
 * OpenAI's preference fine-tuning: {@code input.messages}, {@code preferred_output} and {@code non_preferred_output}, each
 * output a list of one message.
 */
final class OpenAiRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.OPENAI;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("input", "preferred_output", "non_preferred_output"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        Row input = row.object("input");
        // Says how tools may be called; a row with tools is refused.
        input.find("parallel_tool_calls");
        return List.of(ImportedRow.preference(
                row.optionalText("id"),
                input.messages("messages"),
                Preferences.answer("preferred_output", row.messages("preferred_output"), 0),
                Preferences.answer("non_preferred_output", row.messages("non_preferred_output"), 0)));
    }
}
