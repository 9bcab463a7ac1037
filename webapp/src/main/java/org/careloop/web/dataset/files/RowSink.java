package org.careloop.web.dataset.files;

import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.layout.Layouts;

/** Takes the rows of one file as they are read. */
public interface RowSink {
    void row(SourceRow at, Layouts.Read row);

    /** Takes a row that cannot be read. */
    void refused(SourceRow at, BadRow why);
}
