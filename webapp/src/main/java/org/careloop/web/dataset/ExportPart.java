package org.careloop.web.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One file of an export. */
interface ExportPart {

    /** The kind of its rows, which names the file and its count in the manifest. */
    String name();

    /** The ending of the file's name, dot included. */
    String ending();

    /** What its rows consist of. */
    List<Column> columns();

    /** The record whose components are the fields of a row. */
    Class<? extends Record> rowType();

    /** Whether it has columns that it names itself, and a row for every comparison; a file of another kind has a row or is absent. */
    default boolean isTable() {
        return false;
    }

    /** Begins a file. The stream stays open when the file ends. */
    Rows open(OutputStream out) throws IOException;

    default String fileName() {
        return name() + ending();
    }

    /** A file that is being written. */
    @FunctionalInterface
    interface Rows {
        /** Writes the rows that a comparison gives, and says how many. */
        long write(JudgedRow row) throws IOException;

        /** Writes what is still kept back, where anything is. */
        default void finish() throws IOException {}
    }
}
