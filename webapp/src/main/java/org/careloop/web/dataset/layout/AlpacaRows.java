package org.careloop.web.dataset.layout;

import java.util.List;
import org.careloop.web.dataset.Row;

/**
 * LLaMA-Factory's alpaca form of preferences: {@code instruction} and {@code input} together are the question, after
 * {@code system} and {@code history}.
 */
final class AlpacaRows implements Layout {

    @Override
    public ImportFormat format() {
        return ImportFormat.ALPACA;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().containsAll(List.of("instruction", "chosen", "rejected"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        return List.of(Preferences.read(row, "chosen", "rejected"));
    }
}
