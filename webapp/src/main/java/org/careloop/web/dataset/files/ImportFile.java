package org.careloop.web.dataset.files;

import java.nio.file.Path;

/**
 * A file to import.
 *
 * @param name what its owner calls it; messages name it so
 * @param path where its bytes are
 * @param columns which columns of a table are which, where somebody has chosen them
 */
public record ImportFile(String name, Path path, ColumnChoice columns) {

    /** A file whose columns, if it has any, are known by their names. */
    public ImportFile(String name, Path path) {
        this(name, path, ColumnChoice.NONE);
    }

    public static ImportFile of(Path path) {
        return new ImportFile(path.toString(), path);
    }

    public ImportFile withColumns(ColumnChoice chosen) {
        return new ImportFile(name, path, chosen);
    }

    /** The name without folders and ending: the beginning of ids for rows that have none. */
    public String stem() {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
