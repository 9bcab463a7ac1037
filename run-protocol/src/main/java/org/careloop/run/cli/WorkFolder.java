package org.careloop.run.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;

/** A directory that a command makes, and goes on with where the same command left it. */
public record WorkFolder(Path path) {
    /**
     * Makes the directory and writes down what was asked for, or finds that the same was.
     *
     * @param file that says it
     * @param asked everything that the result depends on
     * @param differs said where something else was asked for
     * @return holds the directory, so that no other process writes there meanwhile
     * @throws BadInput where the directory holds something else, or another process works there
     */
    public RunClaim begin(String file, Record asked, Phrase differs) throws IOException {
        Path written = path.resolve(file);
        if (Files.exists(written)) {
            if (!Json.read(written, asked.getClass()).equals(asked)) {
                throw BadInput.in(path, differs);
            }
        } else {
            CommandRun.refuseOccupied(path);
            Files.createDirectories(path);
            Json.replace(written, asked);
        }
        return new RunDirectory(path).claimOrRefuse();
    }
}
