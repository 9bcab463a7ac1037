package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;

/**
 * Preference rows as TRL reads them: {@code chosen} and {@code rejected} as texts with a {@code prompt}, or as
 * conversations with a prompt or with the turns that both begin with. Rows of our own export name who preferred it.
 */
final class TrlRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.TRL;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("chosen", "rejected"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(NamedVote.on(Preferences.read(row, "chosen", "rejected"), row));
    }
}
