package org.careloop.web.database;

import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.BadInput;

/** A data directory whose restore has not come to its end: nothing starts on a part of what there was. */
public final class UnfinishedRestore {
    private static final String FOLDER = "restore-in-progress";

    private UnfinishedRestore() {}

    /** The folder that is in a data directory for as long as a restore into it goes on. */
    public static Path of(Path data) {
        return data.resolve(FOLDER);
    }

    /**
     * Insists that there is none.
     *
     * @throws BadInput saying what to do
     */
    public static void refuse(Path data) {
        if (Files.exists(of(data))) {
            throw BadInput.in(
                    of(data),
                    "a restore into this data directory has not ended. Wait for it; where it was broken off, delete"
                            + " the data directory and restore again");
        }
    }
}
