package org.careloop.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitingRunTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path runs;

    @Test
    void theHighestPriorityComesFirstThenTheOldestThenTheId() throws IOException {
        submit("d-old", NOON);
        submit("b-new", NOON.plusSeconds(60));
        submit("a-new", NOON.plusSeconds(60));
        Priority.LOW.give(submit("c-oldest", NOON.minusSeconds(60)));
        Priority.HIGH.give(submit("e-newest", NOON.plusSeconds(600)));

        assertThat(ids()).containsExactly("e-newest", "d-old", "a-new", "b-new", "c-oldest");
    }

    @Test
    void aPriorityThatIsGivenAnewMovesTheRun() throws IOException {
        RunDirectory first = submit("first", NOON);
        RunDirectory second = submit("second", NOON.plusSeconds(1));
        assertThat(Priority.of(first)).isEqualTo(Priority.NORMAL);

        Priority.HIGH.give(second);
        assertThat(ids()).containsExactly("second", "first");
        assertThat(Files.readString(second.path().resolve("priority.json")).strip())
                .isEqualTo("\"high\"");

        Priority.LOW.give(second);
        assertThat(ids()).containsExactly("first", "second");
    }

    @Test
    void whatIsOverInWorkOrStillPreparedDoesNotWait() throws IOException {
        RunDirectory over = submit("over", NOON);
        over.writeStatus(new RunStatus(Phase.DONE, 1, 1, null, null, null, NOON));
        submit("prepared.new", NOON);
        RunDirectory left = submit("left", NOON);
        left.writeStatus(new RunStatus(Phase.TRAINING, 1, 9, null, null, null, NOON));
        RunDirectory taken = submit("taken", NOON);
        try (RunClaim claim = taken.claim("somebody").orElseThrow()) {
            assertThat(ids()).containsExactly("left");
        }
        assertThat(ids()).containsExactly("left", "taken");
    }

    @Test
    void anotherWordThanAPriorityIsRefusedByNameAndHidesNoOtherRun() throws IOException {
        RunDirectory odd = submit("odd", NOON);
        submit("even", NOON);
        Files.writeString(odd.path().resolve("priority.json"), "\"urgent\"");

        assertThatThrownBy(() -> WaitingRun.in(odd))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("priority.json")
                .hasMessageContaining("priority \"urgent\" is not known; expected one of high, normal, low");
        assertThat(ids()).containsExactly("even");
    }

    private List<String> ids() throws IOException {
        return WaitingRun.queue(runs).stream().map(run -> run.spec().id()).toList();
    }

    private RunDirectory submit(String id, Instant createdAt) throws IOException {
        RunDirectory directory = new RunDirectory(runs.resolve(id));
        directory.submit(
                new RunSpec(id, RunKind.SFT, createdAt, "test", "m", null, Map.of(), Map.of()),
                RunStatus.queued(createdAt));
        return directory;
    }
}
