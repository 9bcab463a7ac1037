package org.careloop.web.training;

import java.nio.file.Path;
import org.careloop.run.RunDirectory;
import org.careloop.web.checkpoint.RunId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where run directories lie: {@code careloop.runs}, by default {@code runs} in the data directory. */
@Component
class RunsFolder {
    private final Path folder;

    RunsFolder(@Value("${careloop.runs:${careloop.data:.careloop}/runs}") Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    Path path() {
        return folder;
    }

    RunDirectory of(RunId run) {
        return new RunDirectory(folder.resolve(run.toString()));
    }
}
