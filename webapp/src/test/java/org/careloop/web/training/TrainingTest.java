package org.careloop.web.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.web.ServiceTest;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study of three comparisons with three votes, a base model, and an engineer who trains on them. */
public abstract class TrainingTest extends ServiceTest {
    private static final String ROWS = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"Rest.","b":"See a doctor.","votes":[{"annotator":"one","verdict":"B"},{"annotator":"two","verdict":"SAME"}]}
            {"id":"p2","prompt":[{"role":"user","content":"Cough?"}],"a":"Tea.","b":"See a doctor."}
            {"id":"p3","prompt":[{"role":"user","content":"Fever?"}],"a":"Sleep.","b":"Call now.","votes":[{"annotator":"one","verdict":"B"}]}
            """;

    @Autowired
    ImportService imports;

    @Autowired
    StudyService studies;

    @Autowired
    protected TrainingService training;

    @Autowired
    CheckpointService checkpoints;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    protected Study study;
    Checkpoint base;
    PersonId engineer;

    @BeforeEach
    void prepare() throws IOException {
        study = studies.create(new NewStudy(unique("Training"), "", 2), null);
        Path file = Files.writeString(folder.resolve("rows.jsonl"), ROWS);
        imports.importFiles(study.id(), List.of(ImportFile.of(file)), 1);
        base = checkpoints.registerBase(unique("base"), ModelKind.POLICY, model(folder.resolve("base"), "weights"));
        engineer = person(jdbc, "engineer");
    }

    protected Run startReward() throws IOException {
        return training.start(
                new TrainingRequest(RunKind.REWARD, study.id(), base.id(), Optional.empty(), Map.of("epochs", 2)),
                engineer);
    }

    protected CheckpointId baseModel() {
        return base.id();
    }

    protected PersonId engineer() {
        return engineer;
    }

    protected CheckpointId rewardModel() throws IOException {
        return checkpoints
                .registerBase(unique("reward"), ModelKind.REWARD, model(folder.resolve(unique("reward")), "scores"))
                .id();
    }

    static Path model(Path directory, String weights) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        return Files.writeString(directory.resolve("model.safetensors"), weights)
                .getParent();
    }
}
