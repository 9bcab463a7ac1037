package org.careloop.web.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.ModelKind;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.web.ServiceTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWatcher;
import org.careloop.web.training.TrainingService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study of four prompts, two policies, and a draft that their answers go to. */
class AnsweringTest extends ServiceTest {
    @Autowired
    private AnsweringService answering;

    @Autowired
    private ImportService imports;

    @Autowired
    private StudyService studies;

    @Autowired
    private CheckpointService checkpoints;

    @Autowired
    private ComparisonRepository comparisons;

    @Autowired
    private TrainingService training;

    @Autowired
    private RunWatcher watcher;

    @Autowired
    private JdbcClient jdbc;

    @TempDir
    private Path folder;

    private Study source;
    private Study into;
    private Checkpoint one;
    private Checkpoint other;
    private PersonId lead;

    @BeforeEach
    void prepare() throws IOException {
        source = studies.create(new NewStudy(unique("Source"), "", 2), null);
        Path rows = folder.resolve("rows.jsonl");
        JsonLines.write(
                rows,
                IntStream.range(0, 4)
                        .mapToObj(i -> new Comparison("p" + i, prompt(i), "Rest.", "Tea.", List.of(), null, List.of()))
                        .toList());
        imports.importFiles(source.id(), List.of(ImportFile.of(rows)), 1);
        into = studies.create(new NewStudy(unique("Pairs"), StudyDesign.of("", 2), Study.State.DRAFT), null);
        one = base("one", "weights of one");
        other = base("other", "weights of the other");
        lead = person(jdbc, "lead");
    }

    @Test
    void theRunNamesWhoAnswersAndHoldsThePrompts() throws IOException {
        NamedServer server =
                new NamedServer("rival", "http://127.0.0.1:8000/v1/", "llama", Optional.of("CARELOOP_KEY_WARD"));

        Run run = answering.start(request(List.of(server), PromptShare.ALL, Optional.empty()), lead);

        RunSpec spec = run.directory().readSpec();
        assertThat(spec.model()).isNull();
        assertThat(spec.answerers())
                .containsExactly(
                        RunSpec.Answerer.checkpoint(one.name(), one.directory().toString()),
                        RunSpec.Answerer.checkpoint(
                                other.name(), other.directory().toString()),
                        new RunSpec.Answerer("rival", null, "http://127.0.0.1:8000/v1", "llama", "CARELOOP_KEY_WARD"));
        assertThat(JsonLines.readAll(run.directory().prompts(), Prompt.class))
                .extracting(Prompt::id)
                .containsExactly("p0", "p1", "p2", "p3");
        DatasetManifest manifest = Json.read(run.directory().manifest(), DatasetManifest.class);
        manifest.verify(run.directory().dataset());
        assertThat(run.base()).isEmpty();
        assertThat(run.baseName()).isEqualTo("%s, %s, rival".formatted(one.name(), other.name()));
        assertThat(run.answering().orElseThrow().prompts()).isEqualTo(4);
        assertThat(training.list()).extracting(listed -> listed.run().id()).contains(run.id());
    }

    @Test
    void thePairsOfADoneRunBecomeComparisonsOnce() throws Exception {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);

        try (ExecutorService servers = Executors.newFixedThreadPool(2)) {
            Callable<Void> look = () -> {
                watcher.look();
                return null;
            };
            servers.invokeAll(List.of(look, look));
        }
        watcher.look();

        List<StoredComparison> stored = comparisons.page(into.id(), 0, 10);
        assertThat(stored).extracting(StoredComparison::externalId).containsExactly("p0", "p1", "p2", "p3");
        assertThat(stored.getFirst().models()).containsExactly(one.name(), other.name());
        assertThat(stored.getFirst().b()).isEqualTo("two 0");
        assertThat(found(run).taken()).contains(new AnsweringState.Taken(3, 1));
        assertThat(jdbc.sql("select count(*) from audit_event where action = 'study.import' and subject = ?")
                        .param(into.name())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("""
                                select o.response || ' ' || o.seed || ' ' || to_char(o.answered_at at time zone 'UTC', 'HH24:MI')
                                from answer_origin o join comparison c on c.id = o.comparison_id
                                where o.run_id = ? and c.external_id = 'p2' order by o.response""").param(run.id().value()).query(String.class).list())
                .containsExactly("0 3 08:00", "1 3 08:01");
    }

    @Test
    void aRunWithoutSuchPairsHasAnEmptyFileOfThem() throws IOException {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        Files.writeString(run.directory().pairs().resolve("identical.jsonl"), "");
        watcher.look();
        assertThat(found(run).taken()).contains(new AnsweringState.Taken(3, 0));

        Run same = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        assertThat(JsonLines.readAll(same.directory().prompts(), Prompt.class))
                .extracting(Prompt::id)
                .containsExactly("p3", "p0-2", "p1-2", "p2-2");
        finish(same);
        Files.writeString(same.directory().pairs().resolve("comparisons.jsonl"), "");
        watcher.look();
        assertThat(found(same).taken()).contains(new AnsweringState.Taken(0, 1));
    }

    @Test
    void identicalAnswersAreHandedToNobody() throws IOException {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        watcher.look();

        assertThat(jdbc.sql("""
                                select c.external_id || ' ' || c.identical || ' ' || count(s.comparison_id)
                                from comparison c left join slot s on s.comparison_id = c.id
                                where c.study_id = ? group by c.id order by c.external_id""").param(into.id().value()).query(String.class).list())
                .containsExactly("p0 false 2", "p1 false 2", "p2 false 2", "p3 true 0");
    }

    @Test
    void aStudyThatIsClosedMeanwhileIsNamedAndTakesThePairsWhenItIsOpenAgain() throws IOException {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        state(into.id(), "CLOSED");
        watcher.look();
        assertThat(found(run).problem().map(Phrase::code)).contains("import.study-closed");
        assertThat(found(run).taken()).isEmpty();

        state(into.id(), "COLLECTING");
        watcher.look();

        assertThat(found(run).problem()).isEmpty();
        assertThat(comparisons.count(into.id())).isEqualTo(4);
    }

    @Test
    void promptsThatTrainingHasSeenAreLeftOutAndCounted() throws IOException {
        Checkpoint trained = trained(List.of(0, 1));

        UnseenPrompts unseen = answering.unseen(source.id(), List.of(one.id(), trained.id()));
        assertThat(unseen)
                .isEqualTo(new UnseenPrompts(4, 2, List.of("question 0", "question 1"), List.of("base", one.name())));
        assertThat(unseen.unseen()).isEqualTo(2);

        Run run = answering.start(
                new AnsweringRequest(
                        source.id(),
                        PromptShare.UNSEEN,
                        1,
                        List.of(one.id(), trained.id()),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                lead);
        assertThat(JsonLines.readAll(run.directory().prompts(), Prompt.class))
                .singleElement()
                .extracting(Prompt::id)
                .isIn("p2", "p3");
    }

    @Test
    void whereTrainingHasSeenEveryPromptTheyAreListed() throws IOException {
        Checkpoint trained = trained(List.of(0, 1, 2, 3));
        AnsweringRequest request = new AnsweringRequest(
                source.id(),
                PromptShare.UNSEEN,
                0,
                List.of(one.id(), trained.id()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of());

        assertThatThrownBy(() -> answering.start(request, lead))
                .hasMessageContaining("seen all 4 prompts of this study, such as: question 0 | question 1");
    }

    @Test
    void whatCannotBeComparedIsRefusedBeforeAnythingIsMade() throws IOException {
        Checkpoint twin = base("twin", "weights of one");
        assertThatThrownBy(() -> start(List.of(one.id(), twin.id())))
                .hasMessageContaining("have the same weights, so there is nothing to compare");
        assertThatThrownBy(() -> start(List.of(one.id()))).hasMessageContaining("a comparison needs two or more");
        assertThatThrownBy(() -> new NamedServer("x", "127.0.0.1:8000", "llama", Optional.empty()))
                .hasMessageContaining("address: given 127.0.0.1:8000, expected the server's address");
        assertThatThrownBy(() -> new NamedServer("x", "http://a:b@host/v1", "llama", Optional.empty()))
                .hasMessageContaining("without a name or password in it");
        assertThatThrownBy(() -> new NamedServer("x", "http://host/v1", "llama", Optional.of("HOME")))
                .hasMessageContaining("begins with CARELOOP_KEY_");
        state(into.id(), "CLOSED");
        assertThatThrownBy(() -> answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead))
                .hasMessageContaining("is closed");
        assertThat(training.list()).noneMatch(listed -> listed.run().study().equals(source.id()));
    }

    @Test
    void onlyALoopbackAddressKeepsThePromptsHere() {
        assertThat(server("http://127.0.0.1:8000/v1").isLoopback()).isTrue();
        assertThat(server("http://localhost:8000/v1").isLoopback()).isTrue();
        assertThat(server("http://[::1]:8000/v1").isLoopback()).isTrue();
        assertThat(server("http://10.0.0.7:8000/v1").isLoopback()).isFalse();
        assertThat(server("https://api.example.org/v1").isLoopback()).isFalse();
    }

    private static NamedServer server(String address) {
        return new NamedServer("rival", address, "llama", Optional.empty());
    }

    private Run start(List<CheckpointId> models) throws IOException {
        return answering.start(
                new AnsweringRequest(
                        source.id(),
                        PromptShare.ALL,
                        0,
                        models,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()),
                lead);
    }

    private AnsweringRequest request(List<NamedServer> servers, PromptShare share, Optional<StudyId> study) {
        return new AnsweringRequest(
                source.id(), share, 0, List.of(one.id(), other.id()), servers, Optional.empty(), study, Map.of());
    }

    private AnsweringState found(Run run) {
        return training.find(run.id()).orElseThrow().answering().orElseThrow();
    }

    private void state(StudyId study, String state) {
        jdbc.sql("update study set state = ? where id = ?")
                .params(state, study.value())
                .update();
    }

    /** Writes what a worker writes: to the last prompt both models say the same. */
    private void finish(Run run) throws IOException {
        RunDirectory directory = run.directory();
        Files.createDirectories(directory.pairs());
        List<Comparison> pairs = new ArrayList<>();
        List<Map<String, Object>> answers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pairs.add(pair("p" + i, prompt(i), "one " + i, i == 3 ? " one 3" : "two " + i));
            answers.add(answer(i, one.name(), "2026-03-01T08:00:00Z"));
            answers.add(answer(i, other.name(), "2026-03-01T08:01:00Z"));
        }
        JsonLines.write(directory.pairs().resolve("comparisons.jsonl"), pairs.subList(0, 3));
        JsonLines.write(directory.pairs().resolve("identical.jsonl"), pairs.subList(3, 4));
        JsonLines.write(directory.answers(), answers);
        directory.writeStatus(new RunStatus(RunStatus.Phase.DONE, 2, 2, null, null, null, NOW));
    }

    private static Map<String, Object> answer(int prompt, String model, String at) {
        return Map.of("id", "p" + prompt, "model", model, "response", "…", "seed", prompt + 1, "at", at);
    }

    private Comparison pair(String id, List<Message> prompt, String a, String b) {
        return Json.MAPPER.readValue(
                Json.MAPPER.writeValueAsString(Map.of(
                        "id", id, "prompt", prompt, "a", a, "b", b, "models", List.of(one.name(), other.name()))),
                Comparison.class);
    }

    /** A policy that a run trained on some of the prompts, and held none of them out. */
    private Checkpoint trained(List<Integer> numbers) throws IOException {
        RunDirectory run = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(run.dataset());
        JsonLines.write(
                run.prompts(),
                numbers.stream().map(i -> new Prompt("q" + i, prompt(i))).toList());
        Path base = model(folder.resolve("base"), "weights of the base");
        model(run.model(), "trained weights");
        run.submit(
                new RunSpec(
                        "r",
                        RunKind.PPO,
                        Instant.EPOCH,
                        "test",
                        base.toString(),
                        null,
                        Map.of("evaluationShare", 0),
                        Map.of()),
                RunStatus.queued(NOW));
        return checkpoints.registerBase(unique("trained"), ModelKind.POLICY, run.model());
    }

    private Checkpoint base(String name, String weights) throws IOException {
        return checkpoints.registerBase(unique(name), ModelKind.POLICY, model(folder.resolve(name), weights));
    }

    private static Path model(Path directory, String weights) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(directory.resolve("model.safetensors"), weights);
        return directory;
    }

    private static List<Message> prompt(int number) {
        return List.of(Message.user("question " + number));
    }
}
