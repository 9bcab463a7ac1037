package org.careloop.web.dataset.files;

import org.careloop.web.dataset.layout.Layouts;

/** Takes rows as they are read from a file. */
public interface RowSink {
    void row(long line, Layouts.Read row);

    /** Takes the report of a row that cannot be read; false when no more need be read. */
    boolean problem(long line, String problem);
}
