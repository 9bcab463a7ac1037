package org.careloop.web.dataset.layout;

import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/** One of the forms in which people keep preferences. */
interface Layout {
    ImportFormat format();

    /** Whether a row has the fields by which this layout is known. The first row of a file decides for the whole file. */
    boolean fits(Row row);

    /**
     * Reads a row. What it does not ask the row for counts as passed over.
     *
     * @throws BadRow naming the field and what was expected in it
     */
    ImportedRow read(Row row);
}
