package org.careloop.web.dataset.files;

import java.nio.file.Path;

/**
 * A file to import.
 *
 * @param name what its owner calls it; messages name it so
 * @param path where its bytes are
 */
public record ImportFile(String name, Path path) {

    public static ImportFile of(Path path) {
        return new ImportFile(path.toString(), path);
    }

    /** The name without folders and ending: the beginning of ids for rows that have none. */
    public String stem() {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        return dot > 0 ? last.substring(0, dot) : last;
    }
}
