package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;

/** Pairs in the manner of the Orca sets: {@code system}, {@code question}, {@code chosen} and {@code rejected}. */
final class OrcaRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.ORCA;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("question", "chosen", "rejected"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(Preferences.read(row, "chosen", "rejected"));
    }
}
