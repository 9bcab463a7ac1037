package org.careloop.web.dataset.imports;

/** Takes rows as they are read from a file. */
interface RowSink {
    void row(long line, ImportedRow row);

    /** Takes the report of a row that cannot be read; false when no more need be read. */
    boolean problem(long line, String problem);
}
