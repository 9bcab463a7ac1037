package org.careloop.ppo.path;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.run.cli.CommandRun;

/**
 * The directory of a path: {@code path.json} with its commands, a directory of each step, {@code done/} with what is kept of
 * each that is done, and the report.
 *
 * @param path absolute
 */
record PathFolder(Path path) {
    private static final String PLAN = "path.json";

    /** The folder that a recipe lies in. */
    static Path of(Path recipe) {
        return Objects.requireNonNull(recipe.toAbsolutePath().normalize().getParent());
    }

    /** The commands that were asked for. */
    record Asked(List<PlannedStep> steps) {}

    /**
     * Makes the directory, or finds the same path there. Steps that have not begun may be others than before.
     *
     * @return holds the directory, so that no other process works there meanwhile
     * @throws BadInput where it holds something else, another process works there, or a step that has begun is now another
     */
    RunClaim begin(List<PlannedStep> steps) throws IOException {
        Path plan = path.resolve(PLAN);
        if (!Files.exists(plan)) {
            CommandRun.refuseOccupied(path);
            Files.createDirectories(path);
            Json.replace(plan, new Asked(steps));
        }
        RunClaim claim = new RunDirectory(path).claimOrRefuse();
        try {
            requireSame(Json.read(plan, Asked.class).steps(), steps);
            Json.replace(plan, new Asked(steps));
            return claim;
        } catch (IOException | RuntimeException e) {
            claim.close();
            throw e;
        }
    }

    private void requireSame(List<PlannedStep> before, List<PlannedStep> now) {
        Map<String, List<String>> asked = new HashMap<>();
        now.forEach(step -> asked.put(step.folder(), step.arguments()));
        for (PlannedStep step : before) {
            if (hasBegun(step) && !step.arguments().equals(asked.get(step.folder()))) {
                throw BadInput.in(
                        path,
                        Phrase.filled(
                                "path.differs",
                                "\"%s\" was begun here as \"%s\", and the recipe now says otherwise; take that change"
                                        + " back, or name another --out",
                                step.folder(),
                                String.join(" ", step.arguments())));
            }
        }
    }

    private boolean hasBegun(PlannedStep step) {
        return Files.exists(path.resolve(step.folder()));
    }

    /** Whether a step is done; a training is so too where its path was killed before it could write that down. */
    boolean isDone(PlannedStep step) throws IOException {
        return Files.exists(done(step))
                || new RunDirectory(path.resolve(step.folder()))
                        .readStatus()
                        .filter(status -> status.phase() == RunStatus.Phase.DONE)
                        .isPresent();
    }

    void keep(PlannedStep step, Done done) throws IOException {
        Path file = done(step);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Json.replace(file, done);
    }

    Optional<Done> kept(PlannedStep step) throws IOException {
        Path file = done(step);
        return Files.exists(file) ? Optional.of(Json.read(file, Done.class)) : Optional.empty();
    }

    private Path done(PlannedStep step) {
        return path.resolve("done").resolve(step.folder() + ".json");
    }
}
