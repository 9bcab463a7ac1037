package org.careloop.web.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.zip.ZipInputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelKind;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.web.ServiceTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.Lineage;
import org.careloop.web.dataset.SnapshotPlan;
import org.careloop.web.dataset.imports.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

class TrainingServiceTest extends ServiceTest {
    private static final String ROWS = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"Rest.","b":"See a doctor.","votes":[{"annotator":"one","verdict":"B"},{"annotator":"two","verdict":"SAME"}]}
            {"id":"p2","prompt":[{"role":"user","content":"Cough?"}],"a":"Tea.","b":"See a doctor."}
            {"id":"p3","prompt":[{"role":"user","content":"Fever?"}],"a":"Sleep.","b":"Call now.","votes":[{"annotator":"one","verdict":"B"}]}
            """;

    @Autowired
    private ImportService imports;

    @Autowired
    private StudyService studies;

    @Autowired
    private TrainingService training;

    @Autowired
    private CheckpointService checkpoints;

    @Autowired
    private RunWatcher watcher;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @TempDir
    private Path folder;

    private Study study;
    private Checkpoint base;
    private PersonId engineer;

    @BeforeEach
    void prepare() throws IOException {
        study = studies.create(new NewStudy(unique("Training"), "", 2), null);
        Path file = Files.writeString(folder.resolve("rows.jsonl"), ROWS);
        imports.importFiles(study.id(), List.of(ImportFile.of(file)), 1);
        base = checkpoints.registerBase(unique("base"), ModelKind.POLICY, model(folder.resolve("base"), "weights"));
        engineer = person(jdbc, "engineer");
    }

    @Test
    void whatWillHappenIsKnownBeforeItStarts() {
        SnapshotPlan plan =
                training.plan(study.id(), RunKind.REWARD, Optional.empty()).data();
        assertThat(plan)
                .isEqualTo(new SnapshotPlan(2, 3, 2, 2, 2, Map.of(SnapshotPlan.ExclusionReason.NOT_JUDGED, 1L)));
    }

    @Test
    void aRunIsADirectoryWithTheFrozenVotes() throws IOException {
        Run run = startReward();

        RunDirectory directory = run.directory();
        RunSpec spec = directory.readSpec();
        assertThat(spec.kind()).isEqualTo(RunKind.REWARD);
        assertThat(spec.model()).isEqualTo(base.directory().toString());
        assertThat(spec.settings()).isEqualTo(Map.of("epochs", 2));
        assertThat(spec.lineage()).containsEntry("judgements", "3").containsEntry("study", study.name());
        assertThat(directory.readStatus().orElseThrow().phase()).isEqualTo(RunStatus.Phase.QUEUED);
        assertThat(JsonLines.readAll(directory.comparisons(), Comparison.class))
                .extracting(Comparison::id)
                .containsExactly("p1", "p3");
        assertThat(JsonLines.readAll(directory.prompts(), Prompt.class))
                .extracting(Prompt::id)
                .containsExactly("p1", "p2");
        DatasetManifest manifest = Json.read(directory.manifest(), DatasetManifest.class);
        manifest.verify(directory.dataset());
        assertThat(manifest.counts()).isEqualTo(Map.of("comparisons", 2L, "votes", 3L, "prompts", 2L));
        assertThat(manifest.excluded()).isEqualTo(Map.of("comparisons without a vote", 1L));
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
        Lineage lineage = checkpoints.lineage(result.id()).orElseThrow();
        assertThat(lineage.judgements()).isEqualTo(3);
        assertThat(lineage.annotators()).isEqualTo(2);
        assertThat(lineage.base().name()).isEqualTo(base.name());
        assertThat(lineage.study()).isEqualTo(study.name());
        assertThat(checkpoints.lineage(base.id())).isEmpty();
    }

    @Test
    void everyEndOfARunIsToldOnceWithItsOutcome() throws IOException {
        listen();
        Run failed = startReward();
        failed.directory().writeStatus(new RunStatus(RunStatus.Phase.FAILED, 0, 2, null, "CPU", "no memory", NOW));
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
                        values (gen_random_uuid(), ?, 'http://localhost/', 's', '{RUN_FINISHED}', ?, now())""").params(study.id().value(), engineer.value()).update();
    }

    private List<String> told() {
        return jdbc.sql("""
                        select d.payload from webhook_delivery d join webhook w on w.id = d.webhook_id
                        where w.study_id = ?""").param(study.id().value()).query(String.class).list().stream()
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

    /** A caller's transaction that is undone leaves the workers nothing to find. */
    @Test
    void workersHearOfARunOnlyWhenItIsStored() throws IOException {
        List<Run> started = new ArrayList<>();
        transaction.executeWithoutResult(status -> {
            started.add(unchecked(this::startReward));
            assertThat(started.getFirst().directory().path().resolve("run.json"))
                    .doesNotExist();
            status.setRollbackOnly();
        });
        assertThat(started.getFirst().directory().path().resolve("run.json")).doesNotExist();
        transaction.executeWithoutResult(status -> started.add(unchecked(this::startReward)));
        assertThat(started.getLast().directory().readSpec().id())
                .isEqualTo(started.getLast().id().toString());
    }

    private static Run unchecked(Callable<Run> start) {
        try {
            return start.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDownloadHoldsEveryFileOfTheModel() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        checkpoints.writeZip(base.id(), bytes);
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/config.json");
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/model.safetensors");
            assertThat(new String(zip.readAllBytes())).isEqualTo("weights");
            assertThat(zip.getNextEntry().getName()).isEqualTo(base.name() + "/tokenizer.json");
        }
    }

    @Test
    void aDirectoryWithoutATokenizerIsRefusedByName() throws IOException {
        Path broken = model(folder.resolve("broken"), "weights");
        Files.delete(broken.resolve("tokenizer.json"));
        assertThatThrownBy(() -> checkpoints.registerBase(unique("broken"), ModelKind.POLICY, broken))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("broken: tokenizer.json is not in it; expected a Hugging Face model directory");
    }

    @Test
    void policyTrainingNeedsARewardModelOfTheRightKind() throws IOException {
        assertThatThrownBy(() -> new TrainingRequest(RunKind.PPO, study.id(), base.id(), Optional.empty(), Map.of()))
                .hasMessage("PPO needs a reward model; train one first");
        TrainingRequest wrong =
                new TrainingRequest(RunKind.PPO, study.id(), base.id(), Optional.of(base.id()), Map.of());
        assertThatThrownBy(() -> training.start(wrong, engineer))
                .hasMessageContaining("is a POLICY model; expected a REWARD model");
        assertThat(training.list()).noneMatch(listed -> listed.run().study().equals(study.id()));
    }

    @ParameterizedTest
    @EnumSource
    void aStudyTrainsEveryKindThatReadsItsVotesOrPrompts(RunKind kind) throws IOException {
        Optional<CheckpointId> guide = Optional.empty();
        if (kind.needsReward()) {
            Path directory = model(folder.resolve("guide"), "scores");
            guide = Optional.of(checkpoints
                    .registerBase(unique("guide"), ModelKind.REWARD, directory)
                    .id());
        }
        Optional<CheckpointId> reward = guide;
        if (!kind.reads().isInSnapshots()) {
            assertThatThrownBy(() -> new TrainingRequest(kind, study.id(), base.id(), reward, Map.of()))
                    .hasMessage("a study's votes train a reward model or a policy, not by " + kind.label());
            return;
        }

        Run run = training.start(new TrainingRequest(kind, study.id(), base.id(), reward, Map.of()), engineer);

        assertThat(training.find(run.id()).orElseThrow().kind()).isEqualTo(kind);
        assertThat(run.directory().dataset().resolve(kind.reads().file())).isNotEmptyFile();
    }

    @Test
    void aStudyWithoutVotesTrainsNothing() {
        Study empty = studies.create(new NewStudy(unique("Empty"), "", 1), null);
        TrainingRequest request =
                new TrainingRequest(RunKind.REWARD, empty.id(), base.id(), Optional.empty(), Map.of());
        assertThatThrownBy(() -> training.start(request, engineer))
                .hasMessageContaining("has no vote yet; judge some comparisons first");
    }

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
        assertThat(training.plan(study.id(), RunKind.REWARD, Optional.of(base.id()))
                        .lastSeconds())
                .hasValue(5);
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

    private Run startReward() throws IOException {
        return training.start(
                new TrainingRequest(RunKind.REWARD, study.id(), base.id(), Optional.empty(), Map.of("epochs", 2)),
                engineer);
    }

    private static void finish(Run run) throws IOException {
        run.directory().writeStatus(new RunStatus(RunStatus.Phase.DONE, 2, 2, null, "CPU", null, NOW));
    }

    private static Path model(Path directory, String weights) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        return Files.writeString(directory.resolve("model.safetensors"), weights)
                .getParent();
    }
}
