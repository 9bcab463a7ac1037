package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;

/**
 * LLaMA-Factory's ShareGPT form of preferences: {@code conversations} of turns with {@code from} and {@code value}, and one
 * such turn as {@code chosen} and as {@code rejected}. Rows of our own export name who preferred it.
 */
final class ShareGptRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.SHAREGPT;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("conversations", "chosen", "rejected"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(NamedVote.on(Preferences.read(row, "chosen", "rejected"), row));
    }
}
