package org.careloop.web.dataset.imports;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.RowSink;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.Layouts;
import org.jspecify.annotations.Nullable;

/** Gives the rows of one file their ids, in the same way in every pass over the file. */
final class IdentifiedRows implements RowSink {
    private final ImportFile file;
    private final Consumer<IdentifiedRow> rows;
    private final BiConsumer<SourceRow, BadRow> refused;
    private @Nullable SourceRow last;
    private int part;

    IdentifiedRows(ImportFile file, Consumer<IdentifiedRow> rows, BiConsumer<SourceRow, BadRow> refused) {
        this.file = file;
        this.rows = rows;
        this.refused = refused;
    }

    @Override
    public void row(SourceRow at, Layouts.Read read) {
        part = last == at ? part + 1 : 0;
        last = at;
        rows.accept(IdentifiedRow.of(file, at, part, read));
    }

    @Override
    public void refused(SourceRow at, BadRow why) {
        refused.accept(at, why);
    }
}
