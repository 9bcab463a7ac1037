package org.careloop.web.dataset.files;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * A file to import.
 *
 * @param name what its owner calls it; messages name it so
 * @param path where its bytes are
 * @param columns which columns of a table are which, told by the names that stand in its first line;
 *     {@link ColumnChoice#NONE} where nobody has chosen
 * @param firstSix of more ranked answers than a comparison holds, take the first six by rank instead of refusing the row
 */
public record ImportFile(String name, Path path, Function<List<String>, ColumnChoice> columns, boolean firstSix) {

    /** A file whose columns, if it has any, are known by their names. */
    public ImportFile(String name, Path path) {
        this(name, path, header -> ColumnChoice.NONE, false);
    }

    public static ImportFile of(Path path) {
        return new ImportFile(path.toString(), path);
    }

    public ImportFile withColumns(ColumnChoice chosen) {
        return withColumns(header -> chosen);
    }

    public ImportFile withColumns(Function<List<String>, ColumnChoice> chosen) {
        return new ImportFile(name, path, chosen, firstSix);
    }

    public ImportFile withFirstSix(boolean taken) {
        return new ImportFile(name, path, columns, taken);
    }

    /** A file inside this one, which is an archive; it is read in the same way. */
    ImportFile inner(String innerName) {
        return new ImportFile(innerName, path, columns, firstSix);
    }

    /** The name without folders and ending: the beginning of ids for rows that have none. */
    public String stem() {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
