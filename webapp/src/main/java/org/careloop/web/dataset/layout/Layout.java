package org.careloop.web.dataset.layout;

import java.util.List;
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
     * @return most often one comparison; several where a row compares more than once, none where it waits for another row
     * @throws BadRow naming the field and what was expected in it
     */
    List<ImportedRow> read(Row row);

    /**
     * The layout for one file. One that remembers rows makes a new one.
     *
     * @param firstSix of more ranked answers than a comparison holds, take the first six by rank
     */
    default Layout open(boolean firstSix) {
        return this;
    }

    /**
     * Ends a file.
     *
     * @throws BadRow when rows of it wait for others that never came
     */
    default void end() {}
}
