package org.careloop.web.dataset;

import java.io.IOException;
import java.io.Writer;
import org.careloop.run.Comparison;

/** One file of an export. */
interface ExportPart {

    /** What the rows are; the file and its count in the manifest are named so. */
    String name();

    /** The ending of the file's name, dot included. */
    String ending();

    /** Writes what stands before the first row. */
    default void begin(Writer out) throws IOException {}

    /** Writes the rows that a comparison gives, and says how many. */
    int write(Comparison comparison, Writer out) throws IOException;

    default String fileName() {
        return name() + ending();
    }
}
