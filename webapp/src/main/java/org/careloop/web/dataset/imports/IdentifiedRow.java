package org.careloop.web.dataset.imports;

import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.dataset.layout.Layouts;

/**
 * A row with the id that its comparison gets: its own, or one made of the file's name and the row's number.
 *
 * @param part counts the comparisons of one row, from 0
 */
record IdentifiedRow(String id, SourceRow at, int part, Layouts.Read read) {

    static IdentifiedRow of(ImportFile file, SourceRow at, int part, Layouts.Read read) {
        String given = read.row().id();
        String made = file.stem() + "-" + at.number() + (part == 0 ? "" : "-" + (part + 1));
        return new IdentifiedRow(given == null ? made : given, at, part, read);
    }

    /** The same row with other texts. */
    IdentifiedRow with(ImportedRow texts) {
        return new IdentifiedRow(id, at, part, new Layouts.Read(texts, read.ignored()));
    }

    ImportedRow row() {
        return read.row();
    }

    boolean hasOwnId() {
        return read.row().id() != null;
    }
}
