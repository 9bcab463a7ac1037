package org.careloop.web.promotion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.careloop.run.ModelKind;
import org.careloop.run.Sha256;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A study whose votes made policies, and studies that judge these policies against an old model. */
public final class PromotedModels {
    private final ApplicationContext context;
    private final JdbcClient database;
    private final Path folder;
    private final Person lead;
    private final StudyId line;

    /** The lead is signed in, and leads all of these studies. */
    public PromotedModels(ApplicationContext context, Path folder, Person lead) {
        this.context = context;
        this.database = context.getBean(JdbcClient.class);
        this.folder = folder;
        this.lead = lead;
        this.line = study("Line").id();
    }

    public StudyId line() {
        return line;
    }

    private Study study(String name) {
        return context.getBean(StudyService.class)
                .create(
                        new NewStudy(name + " " + UUID.randomUUID(), StudyDesign.of("", 1), Study.State.DRAFT),
                        lead.id());
    }

    /** A policy that a DPO run on the line's votes made of a base model. */
    public Checkpoint policy(String weights) throws IOException {
        CheckpointService checkpoints = context.getBean(CheckpointService.class);
        CheckpointId base = CheckpointId.random();
        CheckpointId made = CheckpointId.random();
        UUID snapshot = UUID.randomUUID();
        UUID run = UUID.randomUUID();
        Path model = Files.createDirectories(folder.resolve(made.toString()));
        for (String file : List.of("config.json", "tokenizer.json")) {
            Files.writeString(model.resolve(file), "{}");
        }
        Files.writeString(model.resolve("model.safetensors"), weights);
        store(base, model, null, weights);
        database.sql(
                        "insert into snapshot (id, study_id, created_by, created_at, manifest) values (?, ?, ?, now(), '{}')")
                .params(snapshot, line.value(), lead.id().value())
                .update();
        database.sql("""
                        insert into run (id, study_id, snapshot_id, kind, directory, from_model, settings, created_by, created_at)
                        values (?, ?, ?, 'dpo', '/none', ?, '{}', ?, now())""")
                .params(run, line.value(), snapshot, base.value(), lead.id().value())
                .update();
        store(made, model, run, weights);
        return checkpoints.find(made).orElseThrow();
    }

    private void store(CheckpointId id, Path directory, @Nullable UUID run, String weights) {
        database.sql("""
                        insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at)
                        values (?, ?, ?, ?, ?, ?, clock_timestamp())""")
                .params(
                        id.value(),
                        "model-" + id,
                        ModelKind.POLICY.name(),
                        directory.toString(),
                        run,
                        Sha256.of(weights))
                .update();
    }

    /** A study in which so many prompts were won by the model, each by one vote that says nothing of safety. */
    public StudyId verdict(Checkpoint model, int won) throws IOException {
        String rows = IntStream.range(0, won)
                .mapToObj(i -> """
                        {"id":"p%1$d","prompt":[{"role":"user","content":"Question %1$d?"}],"a":"x","b":"y","models":["%2$s","old"],"votes":[{"annotator":"one","verdict":"A"}]}
                        """.formatted(i, model.name()))
                .collect(Collectors.joining());
        return imported(rows);
    }

    /** A study of one prompt that two people find unsafe in the model's answer. */
    public StudyId unsafe(Checkpoint model) throws IOException {
        String vote = "{\"annotator\":\"%s\",\"verdict\":\"B\",\"criteria\":{\"safety\":{\"verdict\":\"B\"}}}";
        return imported("""
                {"id":"harm","prompt":[{"role":"user","content":"Dose?"}],"a":"x","b":"y","models":["%s","old"],"votes":[%s,%s]}
                """.formatted(model.name(), vote.formatted("one"), vote.formatted("two")));
    }

    private StudyId imported(String rows) throws IOException {
        Study study = study("Verdict");
        Path file = Files.writeString(folder.resolve(study.id() + ".jsonl"), rows);
        context.getBean(ImportService.class).importFiles(study.id(), List.of(ImportFile.of(file)), 1);
        return study.id();
    }
}
