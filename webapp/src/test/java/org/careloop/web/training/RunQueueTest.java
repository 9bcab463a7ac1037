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
        int waiting = training.place(second).orElseThrow().of();

        training.prioritise(second.id(), Priority.HIGH);

        RunQueue.Place now = training.place(second).orElseThrow();
        assertThat(now.priority()).isEqualTo(Priority.HIGH);
        assertThat(now.of()).isEqualTo(waiting);
        assertThat(now.position())
                .isLessThan(training.place(first).orElseThrow().position());
        assertThat(training.list())
                .filteredOn(listed -> listed.run().id().equals(second.id()))
                .singleElement()
                .satisfies(listed -> assertThat(listed.place()).contains(now));
        List<String> recorded = jdbc.sql(
                        "select detail::text from audit_event where action = 'run.priority' and subject = ?")
                .param(second.id().toString())
                .query(String.class)
                .list();
        assertThat(recorded).hasSize(1);
        assertThat(Json.MAPPER.readValue(recorded.getFirst(), Map.class))
                .isEqualTo(Map.of("priority", "high", "before", "normal"));
        training.prioritise(second.id(), Priority.LOW);
        assertThat(training.place(second).orElseThrow().position())
                .isGreaterThan(training.place(first).orElseThrow().position());
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
