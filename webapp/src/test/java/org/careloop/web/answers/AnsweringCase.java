package org.careloop.web.answers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.ModelKind;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.web.ServiceTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.careloop.web.training.RunWatcher;
import org.careloop.web.training.TrainingService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study of four prompts, two policies, and a draft that their answers go to. */
abstract class AnsweringCase extends ServiceTest {
    @Autowired
    AnsweringService answering;

    @Autowired
    ImportService imports;

    @Autowired
    StudyService studies;

    @Autowired
    CheckpointService checkpoints;

    @Autowired
    ComparisonRepository comparisons;

    @Autowired
    TrainingService training;

    @Autowired
    RunWatcher watcher;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    Study source;
    Study into;
    Checkpoint one;
    Checkpoint other;
    PersonId lead;

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

    AnsweringRequest request(List<NamedServer> servers, PromptShare share, Optional<StudyId> study) {
        return new AnsweringRequest(
                source.id(), share, 0, List.of(one.id(), other.id()), servers, Optional.empty(), study, Map.of());
    }

    AnsweringState found(Run run) {
        return training.find(run.id()).orElseThrow().answering().orElseThrow();
    }

    void state(StudyId study, String state) {
        jdbc.sql("update study set state = ? where id = ?")
                .params(state, study.value())
                .update();
    }

    /** Writes what a worker writes: to the last prompt both models say the same. */
    void finish(Run run) throws IOException {
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
    Checkpoint trained(List<Integer> numbers) throws IOException {
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

    Checkpoint base(String name, String weights) throws IOException {
        return checkpoints.registerBase(unique(name), ModelKind.POLICY, model(folder.resolve(name), weights));
    }

    static Path model(Path directory, String weights) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(directory.resolve("model.safetensors"), weights);
        return directory;
    }

    static List<Message> prompt(int number) {
        return List.of(Message.user("question " + number));
    }
}
