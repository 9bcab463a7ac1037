package org.careloop.ppo.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathRunTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path parent;

    private PathFolder folder;
    private final List<String> ran = new ArrayList<>();

    @BeforeEach
    void name() {
        folder = new PathFolder(parent.resolve("out"));
    }

    private static PlannedStep step(String folder, String... arguments) {
        return new PlannedStep(1, folder.substring(3), folder, List.of(arguments), null, null, null);
    }

    private static List<PlannedStep> three(String second) {
        return List.of(
                step("01-a", "unify", "--texts", "t"),
                step("02-b", "sft", "--data", second),
                step("03-c", "sft", "--data", "z"));
    }

    /** Runs the steps, of which one ends with a code. */
    private void run(List<PlannedStep> steps, String bad, int code) throws IOException, InterruptedException {
        try (RunClaim claim = folder.begin(steps)) {
            new PathRun(
                            folder,
                            step -> {
                                ran.add(step.folder());
                                Files.createDirectories(folder.path().resolve(step.folder()));
                                return new PathRun.Steps.Ended(step.folder().equals(bad) ? code : 0, Map.of("rows", 3));
                            },
                            CLOCK,
                            line -> {})
                    .toTheEnd(steps);
        }
    }

    @Test
    void aPathGoesOnWithTheStageThatDidNotEnd() throws Exception {
        assertThatThrownBy(() -> run(three("y"), "02-b", 1))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("02-b: \"b\" did not end well (code 1)");
        run(three("y"), "", 0);

        assertThat(ran).containsExactly("01-a", "02-b", "02-b", "03-c");
        assertThat(folder.kept(three("y").getFirst())).contains(new Done(0, Map.of("rows", 3)));
        assertThat(Files.readString(folder.path().resolve("report.md"))).contains("| 03-c | sft | 0:00:00 |");
    }

    @Test
    void aStageThatWasBegunIsNoOtherNow() {
        assertThatThrownBy(() -> run(three("y"), "02-b", 1)).isInstanceOf(BadInput.class);

        assertThatThrownBy(() -> run(three("other"), "", 0))
                .hasMessageContaining("\"02-b\" was begun here as \"sft --data y\"");
    }

    @Test
    void aStageThatWasNotBegunMayBeAnother() throws Exception {
        assertThatThrownBy(() -> run(three("y"), "01-a", 2)).isInstanceOf(BadInput.class);
        ran.clear();

        run(three("other"), "", 0);

        assertThat(ran).containsExactly("01-a", "02-b", "03-c");
        assertThat(Json.read(folder.path().resolve("path.json"), PathFolder.Asked.class)
                        .steps())
                .isEqualTo(three("other"));
    }

    @Test
    void aTrainingThatIsDoneIsNotBegunAgainThoughItsPathWasKilled() throws Exception {
        List<PlannedStep> steps = three("y");
        RunDirectory done = new RunDirectory(folder.path().resolve("02-b"));
        try (RunClaim claim = folder.begin(steps)) {
            Files.createDirectories(done.path());
            done.writeStatus(new RunStatus(RunStatus.Phase.DONE, 1, 1, null, (Phrase) null, null, CLOCK.instant()));
        }
        run(steps, "", 0);

        assertThat(ran).containsExactly("01-a", "03-c");
    }

    @Test
    void aDirectoryWithOtherFilesIsRefused() throws IOException {
        Files.createDirectories(folder.path());
        Files.writeString(folder.path().resolve("mine.txt"), "x");

        assertThatThrownBy(() -> folder.begin(three("y"))).hasMessageContaining("holds other files");
        assertThat(folder.path().resolve("path.json")).doesNotExist();
    }

    @Test
    void nobodyElseGoesAlongItMeanwhile() throws IOException {
        RunClaim claim = folder.begin(three("y"));
        assertThatThrownBy(() -> folder.begin(three("y"))).hasMessageContaining("executed already");
        claim.close();
    }
}
