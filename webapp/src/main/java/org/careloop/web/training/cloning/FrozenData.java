package org.careloop.web.training.cloning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;

/** The files that were frozen for a run. */
final class FrozenData {
    private FrozenData() {}

    /**
     * What was frozen.
     *
     * @throws org.careloop.run.BadInput when a file is gone or was changed since
     */
    static DatasetManifest verified(RunDirectory run) throws IOException {
        DatasetManifest manifest = Json.read(run.manifest(), DatasetManifest.class);
        manifest.verify(run.dataset());
        return manifest;
    }

    /** Copies the files into a run that is being prepared, the manifest among them. */
    static void copy(RunDirectory from, RunDirectory to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from.dataset())) {
            all = files.toList();
        }
        for (Path file : all) {
            Path copy = to.dataset().resolve(from.dataset().relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(copy);
            } else {
                Files.copy(file, copy);
            }
        }
    }
}
