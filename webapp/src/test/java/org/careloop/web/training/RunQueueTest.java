package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.RunStatus;
import org.careloop.run.worker.Priority;
import org.junit.jupiter.api.Test;

/** Which waiting run is taken next. */
class RunQueueTest extends TrainingTest {
    @Test
    void aRunOfHigherPriorityMovesBeforeOlderOnes() throws IOException {
        Run first = startReward();
        Run second = startReward();
        RunQueue.Place before = training.place(second).orElseThrow();
        assertThat(before.priority()).isEqualTo(Priority.NORMAL);
        assertThat(before.position())
                .isEqualTo(training.place(first).orElseThrow().position() + 1);

        training.prioritise(second.id(), Priority.HIGH);

        assertThat(training.place(second)).contains(new RunQueue.Place(Priority.HIGH, 1, before.of()));
        assertThat(training.place(first).orElseThrow().position()).isEqualTo(before.position());
        assertThat(training.list())
                .filteredOn(listed -> listed.run().id().equals(second.id()))
                .singleElement()
                .satisfies(listed ->
                        assertThat(listed.place().orElseThrow().position()).isEqualTo(1));
        List<String> recorded = jdbc.sql(
                        "select detail::text from audit_event where action = 'run.priority' and subject = ?")
                .param(second.id().toString())
                .query(String.class)
                .list();
        assertThat(recorded).hasSize(1);
        assertThat(Json.MAPPER.readValue(recorded.getFirst(), Map.class))
                .isEqualTo(Map.of("priority", "high", "before", "normal"));
        training.prioritise(second.id(), Priority.LOW);
        assertThat(training.place(second)).contains(new RunQueue.Place(Priority.LOW, before.of(), before.of()));
    }

    @Test
    void aRunThatDoesNotWaitHasNoPlaceAndTakesNoPriority() throws IOException {
        Run run = startReward();
        run.directory().writeStatus(new RunStatus(RunStatus.Phase.TRAINING, 1, 2, null, null, null, NOW));

        assertThat(training.place(run)).isEmpty();
        assertThat(training.listed(run.id().toString()).orElseThrow().place()).isEmpty();
        assertThatThrownBy(() -> training.prioritise(run.id(), Priority.HIGH))
                .hasMessageContaining("does not wait for a worker any more");
        assertThat(Priority.of(run.directory())).isEqualTo(Priority.NORMAL);
    }
}
