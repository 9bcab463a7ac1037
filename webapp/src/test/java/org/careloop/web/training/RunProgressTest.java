package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelKind;
import org.careloop.run.Phrase;
import org.careloop.run.RunKind;
import org.careloop.run.RunStatus;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.Lineage;
import org.careloop.web.checkpoint.LineageService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is read of a run while it trains, and what its end brings about. */
class RunProgressTest extends TrainingTest {
    @Autowired
    private LineageService lineages;

    @Autowired
    private RunWatcher watcher;

    @Test
    void theRunPageReadsWhatTheTrainerWroteSoFar() throws IOException {
        Run run = startReward();
        try (MetricLog log = MetricLog.append(run.directory().metrics())) {
            log.write(1, Map.of("loss", .69, "time/step", 2.0));
            log.write(2, Map.of("loss", .51, "time/step", 3.0));
        }
        Files.writeString(run.directory().log(), "first\nsecond\n");
        RunProgress progress = training.progress(run);
        assertThat(progress.metrics())
                .extracting(line -> line.values().get("loss"))
                .containsExactly(.69, .51);
        assertThat(progress.log()).containsExactly("first", "second");
        assertThat(progress.isStoppable()).isTrue();

        finish(run);
        assertThat(training.time(RunKind.REWARD, base.id(), Map.of("epochs", 2), 3))
                .contains(new TimeEstimate(1, 5, 5));
    }

    @Test
    void aFinishedRunIsRegisteredOnceAndLeadsBackToItsJudgements() throws IOException {
        Run run = startReward();
        model(run.directory().model(), "trained");
        finish(run);

        watcher.look();
        watcher.look();

        Checkpoint result = training.result(run.id()).orElseThrow();
        assertThat(result.name()).isEqualTo("reward-" + run.number());
        assertThat(result.kind()).isEqualTo(ModelKind.REWARD);
        // sha256sum of a file that holds the word "trained".
        assertThat(result.sha256()).isEqualTo("33fbcd8470eae125a265eb3f4375137f38ea4dc42f75ac09594bfe1a1c951af6");
        Lineage lineage = lineages.of(result.id()).orElseThrow();
        assertThat(lineage.judgements()).isEqualTo(3);
        assertThat(lineage.annotators()).isEqualTo(2);
        assertThat(lineage.base().name()).isEqualTo(base.name());
        assertThat(lineage.pool().names()).isEqualTo(study.name());
        assertThat(lineages.of(base.id())).isEmpty();
    }

    @Test
    void everyEndOfARunIsToldOnceWithItsOutcome() throws IOException {
        listen();
        Run failed = startReward();
        failed.directory()
                .writeStatus(new RunStatus(
                        RunStatus.Phase.FAILED, 0, 2, null, Phrase.verbatim("CPU"), Phrase.verbatim("no memory"), NOW));
        Run done = startReward();
        model(done.directory().model(), "trained");
        finish(done);
        watcher.look();
        watcher.look();
        Checkpoint result = training.result(done.id()).orElseThrow();
        assertThat(told())
                .containsExactlyInAnyOrder(
                        "RUN_FINISHED %s FAILED null".formatted(failed.id()),
                        "RUN_FINISHED %s DONE %s".formatted(done.id(), result.id()));
        assertThat(jdbc.sql("select action from audit_event where subject in (?, ?, ?) order by action")
                        .params(failed.id().toString(), done.id().toString(), result.name())
                        .query(String.class)
                        .list())
                .containsExactly("checkpoint.result", "run.end", "run.end", "run.start", "run.start");
    }

    private void listen() {
        jdbc.sql("""
            insert into webhook (id, study_id, url, secret, events, created_by, created_at)
            values (gen_random_uuid(), ?, 'http://localhost/', 's', '{RUN_FINISHED}', ?, now())\
            """).params(study.id().value(), engineer.value()).update();
    }

    private List<String> told() {
        return jdbc.sql("""
            select d.payload from webhook_delivery d join webhook w on w.id = d.webhook_id
            where w.study_id = ?\
            """).param(study.id().value()).query(String.class).list().stream()
                .map(Json.MAPPER::readTree)
                .map(message -> String.join(
                        " ",
                        message.get("event").asString(),
                        message.get("run").asString(),
                        message.get("outcome").asString(),
                        message.get("checkpoint").isNull()
                                ? "null"
                                : message.get("checkpoint").asString()))
                .toList();
    }

    @Test
    void aResultWhoseNameIsTakenIsRegisteredAllTheSame() throws IOException {
        Run run = startReward();
        checkpoints.registerBase("reward-" + run.number(), ModelKind.POLICY, base.directory());
        model(run.directory().model(), "trained");
        finish(run);

        watcher.look();

        assertThat(training.result(run.id()).orElseThrow().name())
                .isEqualTo("reward-%d-%s".formatted(run.number(), run.id()));
    }

    private static void finish(Run run) throws IOException {
        run.directory().writeStatus(new RunStatus(RunStatus.Phase.DONE, 2, 2, null, Phrase.verbatim("CPU"), null, NOW));
    }

    @Test
    void aFileThatCannotBeReadIsNamedOnItsOwnRunAndTouchesNoOther() throws IOException {
        Run bad = startReward();
        Run good = startReward();
        Files.createDirectories(bad.directory().metrics());
        Files.createDirectories(bad.directory().log());
        Files.write(bad.directory().samples(), new byte[] {(byte) 0xff, 0});
        finish(good);

        RunProgress progress = training.progress(bad);
        assertThat(progress.alarm().orElseThrow().kind()).isEqualTo(RunAlarm.Kind.UNREADABLE);
        assertThat(progress.alarm().orElseThrow().figures().getFirst().toString())
                .contains(bad.directory().metrics().toString());
        assertThat(progress.status().orElseThrow().phase()).isEqualTo(RunStatus.Phase.QUEUED);
        assertThat(training.progress(good).isOver()).isTrue();
        assertThat(training.list()).extracting(listed -> listed.run().id()).contains(bad.id(), good.id());
        watcher.look();
        assertThat(training.plan(List.of(study.id()), RunKind.REWARD, Optional.of(base.id()), Map.of())
                        .data()
                        .votes())
                .isPositive();
    }

    @Test
    void aWaitingRunLeavesTheQueueAtOnceAndMayComeBackToIt() throws IOException {
        Run run = startReward();
        training.stop(run.id());
        assertThat(run.directory().readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.STOPPED);
        assertThat(run.directory().isStopRequested()).isFalse();
        assertThat(training.place(run)).isEmpty();

        training.goOn(run.id(), TrainingService.Unanswered.ASKED);
        assertThat(training.place(run)).isPresent();

        run.directory().writeStatus(new RunStatus(RunStatus.Phase.TRAINING, 1, 9, null, null, null, NOW));
        training.stop(run.id());
        assertThat(run.directory().isStopRequested()).isTrue();
        run.directory().writeStatus(new RunStatus(RunStatus.Phase.STOPPED, 2, 9, null, null, null, NOW));
        model(run.directory().model(), "so far");
        assertThatThrownBy(() -> training.goOn(run.id(), TrainingService.Unanswered.ASKED))
                .hasMessageContaining("before it made a model")
                .hasMessageContaining("clone the run");
    }

    @Test
    void aFailedOrUnreadableRunIsHandedToTheWorkersAgainAndNoOther() throws IOException {
        Run run = startReward();
        assertThatThrownBy(() -> training.goOn(run.id(), TrainingService.Unanswered.ASKED))
                .hasMessageContaining("can go on");

        run.directory()
                .writeStatus(new RunStatus(
                        RunStatus.Phase.FAILED, 3, 9, null, null, Phrase.verbatim("the disk is full"), NOW));
        training.goOn(run.id(), TrainingService.Unanswered.ASKED);
        assertThat(run.directory().readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.QUEUED);

        Files.writeString(run.directory().status(), "\0\0");
        training.goOn(run.id(), TrainingService.Unanswered.ASKED);
        assertThat(run.directory().readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.QUEUED);
    }
}
