package org.careloop.run;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the checkpoint that a person named: its own directory, or the run that made it. */
public final class ModelDirectory {
    private ModelDirectory() {}

    /**
     * The directory that holds {@code config.json}, absolute.
     *
     * @param given a checkpoint directory, or a run directory with its {@code model/}
     * @throws BadInput when there is no checkpoint at either place
     */
    public static Path of(Path given) {
        if (isCheckpoint(given)) {
            return given.toAbsolutePath().normalize();
        }
        RunDirectory run = new RunDirectory(given);
        if (isCheckpoint(run.model())) {
            return run.model().toAbsolutePath().normalize();
        }
        if (Files.exists(run.spec())) {
            throw BadInput.in(given, "this run has no model yet; wait until it is done");
        }
        throw BadInput.in(
                given,
                Files.isDirectory(given)
                        ? "no config.json in it; expected a model directory, or the directory of a finished run"
                        : "the directory does not exist");
    }

    /**
     * What a checkpoint is called where it is not at hand: the name of the run that made it, or else of its directory. It
     * travels with models that were made from it, so it says nothing of where this machine keeps it.
     */
    public static String name(Path checkpoint) {
        Path path = checkpoint.toAbsolutePath().normalize();
        Path parent = path.getParent();
        if (parent != null
                && path.equals(new RunDirectory(parent).model())
                && Files.exists(new RunDirectory(parent).spec())) {
            path = parent;
        }
        return String.valueOf(path.getFileName());
    }

    private static boolean isCheckpoint(Path directory) {
        return Files.isRegularFile(directory.resolve("config.json"));
    }
}
