package org.careloop.web.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.ModelKind;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.evaluation.Answered;
import org.careloop.run.evaluation.Evaluation;
import org.careloop.run.evaluation.Exam;
import org.careloop.run.evaluation.ExamOrder;
import org.careloop.run.settings.EvaluateSettings;
import org.careloop.run.settings.Settings;
import org.careloop.web.ServiceTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWatcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An exam from the request to the page: files frozen, refused before anything is made, counted, found from both models. */
class ExamTest extends ServiceTest {
    @Autowired
    private ExamService exams;

    @Autowired
    private BenchmarkService benchmarks;

    @Autowired
    private CheckpointService checkpoints;

    @Autowired
    private StudyService studies;

    @Autowired
    private RunWatcher watcher;

    @Autowired
    private DataFolders folders;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private Study study;
    private Checkpoint model;
    private Checkpoint base;
    private PersonId lead;
    private ExamRequest request;

    @BeforeEach
    void prepare() throws IOException {
        study = studies.create(new NewStudy(unique("Exams"), "", 1), null);
        model = policy("tuned", "weights");
        base = policy("base", "other weights");
        lead = person(jdbc, "lead");
        request = ExamOnServer.request(folders, "mmlu-" + UUID.randomUUID(), model, study);
    }

    @Test
    void aRunHoldsTheFilesAsTheyAreAndNamesBothModels() throws IOException {
        Run run = exams.start(with(Optional.of(base), Optional.empty()), lead);

        RunDirectory directory = run.directory();
        RunSpec spec = directory.readSpec();
        assertThat(spec.kind()).isEqualTo(RunKind.EVALUATE);
        assertThat(spec.answerers()).extracting(RunSpec.Answerer::name).containsExactly(model.name(), base.name());
        assertThat(directory.questions().resolve("anatomy_test.csv"))
                .hasSameBinaryContentAs(onServer().resolve("anatomy_test.csv"));
        assertThat(Json.read(directory.exam(), ExamOrder.class).subjects().subjects())
                .containsExactly("anatomy");
        DatasetManifest manifest = Json.read(directory.manifest(), DatasetManifest.class);
        assertThat(manifest.counts()).containsExactly(Map.entry("questions", 2L));
        assertThat(manifest.sha256()).containsOnlyKeys("exam.json", "questions/anatomy_test.csv");
        assertThat(run.baseName()).isEqualTo(model.name());
    }

    @Test
    void aBenchmarkThatARunAskedIsNotDeletedAndTheRunIsNamed() throws IOException {
        Run run = exams.start(request, lead);

        assertThatThrownBy(() -> benchmarks.remove(request.benchmark()))
                .isInstanceOf(BadInput.class)
                .hasMessageContainingAll("benchmark: given " + request.benchmark(), "asked in #" + run.number() + ";");
        assertThat(folders.exams().resolve(request.benchmark()).resolve("anatomy_test.csv"))
                .exists();
    }

    @Test
    void aFileThatDoesNotFitIsNamedAndNoRunIsMade() throws IOException {
        Files.writeString(onServer().resolve("virology_test.csv"), "Which virus?,a,b,c,d,E\n");
        long before = runs();

        assertThatThrownBy(() -> exams.start(request, lead))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("virology_test.csv");
        assertThat(runs()).isEqualTo(before);
        assertThat(benchmarks.list())
                .filteredOn(one -> one.name().equals(request.benchmark()))
                .singleElement()
                .satisfies(one -> assertThat(one.problem()).isPresent());
    }

    @Test
    void aSubjectListIsOneOfTheProgramAndNoFileOfTheServer() {
        assertThatThrownBy(() -> exams.start(with(Optional.empty(), Optional.of("/etc/passwd")), lead))
                .hasMessageContaining("subjects")
                .hasMessageContaining("mmlu-med");
    }

    @Test
    void aModelIsNotComparedWithItself() throws IOException {
        Checkpoint twin = policy("twin", "weights");

        assertThatThrownBy(() -> exams.start(with(Optional.of(twin), Optional.empty()), lead))
                .hasMessageContaining("have the same weights");
    }

    @Test
    void examplesAreRefusedWhereTheFolderHasNone() {
        ExamRequest shots = new ExamRequest(
                model.id(),
                Optional.empty(),
                request.study(),
                request.benchmark(),
                Optional.empty(),
                request.method(),
                false,
                Map.of("shots", 5));

        assertThatThrownBy(() -> exams.start(shots, lead)).hasMessageContaining("has no folder \"examples\"");
    }

    @Test
    void whatCameOfItIsTakenInOnceAndFoundFromBothModels() throws IOException {
        Run run = exams.start(with(Optional.of(base), Optional.empty()), lead);
        assertThat(exams.of(run.id()).orElseThrow().evaluation()).isEmpty();
        finish(run);

        watcher.look();
        watcher.look();

        TakenExam exam = exams.of(run.id()).orElseThrow();
        assertThat(exam.language()).isEqualTo("en");
        assertThat(exam.questions()).isEqualTo(2);
        assertThat(exam.evaluation().orElseThrow().accuracy().value()).isEqualTo(.5);
        assertThat(exams.of(model.id())).containsExactly(exam);
        assertThat(exams.of(base.id())).containsExactly(exam);
        assertThat(jdbc.sql("select outcome from run where id = ?")
                        .param(run.id().value())
                        .query(String.class)
                        .single())
                .isEqualTo("DONE");
    }

    /** One of the two questions is answered rightly. */
    private static void finish(Run run) throws IOException {
        RunDirectory directory = run.directory();
        Exam exam = Exam.read(
                List.of(directory.questions()),
                List.of(),
                Json.read(directory.exam(), ExamOrder.class),
                Settings.defaults(EvaluateSettings.class));
        List<Answered> answers = exam.asked().questions().stream()
                .map(question -> new Answered(
                        question.id(),
                        question.subject(),
                        question.target(),
                        null,
                        null,
                        "B",
                        question.target().equals("B") ? 1 : 0,
                        0))
                .toList();
        Files.createDirectories(directory.evaluation());
        Json.replace(
                directory.evaluation().resolve("evaluation.json"),
                Evaluation.of("tuned", exam.terms(), exam.asked(), answers));
        directory.writeStatus(new RunStatus(RunStatus.Phase.DONE, 1, 1, null, null, null, NOW));
    }

    private ExamRequest with(Optional<Checkpoint> before, Optional<String> subjects) {
        return new ExamRequest(
                model.id(),
                before.map(Checkpoint::id),
                request.study(),
                request.benchmark(),
                subjects,
                request.method(),
                false,
                Map.of());
    }

    private Path onServer() {
        return folders.exams().resolve(request.benchmark());
    }

    private long runs() throws IOException {
        if (!Files.isDirectory(folders.runs())) {
            return 0;
        }
        try (Stream<Path> all = Files.list(folders.runs())) {
            return all.count();
        }
    }

    private Checkpoint policy(String name, String weights) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(unique(name)));
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(directory.resolve("model.safetensors"), weights);
        return checkpoints.registerBase(directory.getFileName().toString(), ModelKind.POLICY, directory);
    }
}
