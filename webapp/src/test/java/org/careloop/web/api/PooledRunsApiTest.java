package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointFiles;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointResults;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.exam.ExamService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.training.Run;
import org.careloop.web.training.TrainingService;
import org.careloop.web.training.cloning.CloneService;
import org.careloop.web.training.snapshots.FrozenSnapshots;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.ResultActions;

/** A run of two studies is there for whoever may see both, and for nobody else. */
class PooledRunsApiTest extends ApiCase {
    @Autowired
    private CheckpointService checkpoints;

    @Autowired
    private CheckpointResults results;

    @Autowired
    private CheckpointFiles files;

    @Autowired
    private LineageService lineages;

    @Autowired
    private TrainingService training;

    @Autowired
    private CloneService cloning;

    @Autowired
    private FrozenSnapshots snapshots;

    @Autowired
    private ExamService exams;

    @Autowired
    private PromotionService promotions;

    @Autowired
    private JdbcClient database;

    @TempDir
    private Path folder;

    private String token;
    private Person leadOfOne;
    private String first;
    private String second;
    private String base;

    @BeforeEach
    void twoStudies() throws Exception {
        signedIn.as(signedIn.account("engineer", Role.ML_ENGINEER));
        base = checkpoints
                .registerBase("base " + UUID.randomUUID(), ModelKind.POLICY, model("base"))
                .id()
                .toString();
        token = token();
        first = judged("Fever?");
        second = judged("Cough?");
        leadOfOne = signedIn.account("lead of one", Role.STUDY_LEAD);
        database.sql("insert into study_member (study_id, person_id, role, added_at) values (?, ?, 'LEAD', now())")
                .params(UUID.fromString(first), leadOfOne.id().value())
                .update();
    }

    private String judged(String question) throws Exception {
        String id = study(token);
        send(
                        token,
                        post("/api/v1/studies/%s/comparisons?name=rows.jsonl".formatted(id))
                                .content("""
                            {"id":"p1","prompt":"%s","a":"Rest.","b":"Tea.","votes":[{"annotator":"one","verdict":"A"}]}
                            """.formatted(question)))
                .andExpect(status().isCreated());
        return id;
    }

    private Path model(String name) throws IOException {
        Path model = Files.createDirectories(folder.resolve(name));
        for (String file : List.of("config.json", "model.safetensors", "tokenizer.json")) {
            Files.writeString(model.resolve(file), "{\"of\":\"%s\"}".formatted(name));
        }
        return model;
    }

    private ResultActions start(String fields) throws Exception {
        return send(
                token,
                post("/api/v1/runs")
                        .contentType("application/json")
                        .content("{\"kind\":\"dpo\",\"base\":\"%s\",%s}".formatted(base, fields)));
    }

    private String pooled() throws Exception {
        String answer = start("\"studies\":[\"%s\",\"%s\"]".formatted(first, second))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.study").value(first))
                .andExpect(jsonPath("$.studies").value(Matchers.contains(first, second)))
                .andExpect(jsonPath("$.votes").value(2))
                .andReturn()
                .getResponse()
                .getContentAsString();
        return Json.MAPPER.readTree(answer).get("id").asString();
    }

    private CheckpointId made(String run) throws IOException {
        RunId id = RunId.parse(run).orElseThrow();
        results.register("made " + run, ModelKind.POLICY, model("made"), id);
        signedIn.as(lead);
        return checkpoints.madeBy(id).map(Checkpoint::id).orElseThrow();
    }

    @Test
    void everyAddressOfItIsThereForTheLeadOfBothAndNotForTheLeadOfOne() throws Exception {
        String run = pooled();
        CheckpointId model = made(run);
        String other = token(leadOfOne, EnumSet.allOf(TokenScope.class));
        for (String address : List.of(
                "/runs/" + run,
                "/runs/%s/settings".formatted(run),
                "/checkpoints/" + model,
                "/checkpoints/%s/files".formatted(model),
                "/checkpoints/%s/files/model.safetensors".formatted(model),
                "/checkpoints/%s/lineage".formatted(model))) {
            send(token, get("/api/v1" + address)).andExpect(status().isOk());
            send(other, get("/api/v1" + address)).andExpect(status().isNotFound());
        }
        for (String list : List.of("/runs", "/checkpoints")) {
            String id = list.equals("/runs") ? run : model.toString();
            send(token, get("/api/v1" + list))
                    .andExpect(jsonPath("$.items[*].id").value(Matchers.hasItem(id)));
            send(other, get("/api/v1" + list))
                    .andExpect(jsonPath("$.items[*].id").value(Matchers.not(Matchers.hasItem(id))));
        }
        refused(other, "/api/v1/runs/%s/clone".formatted(run), "api.absent");
        refused(other, "/api/v1/runs/%s/stop".formatted(run), "run.absent");
        send(token, get("/api/v1/checkpoints/%s/lineage".formatted(model)))
                .andExpect(jsonPath("$[0].training.studies").value(Matchers.contains(first, second)))
                .andExpect(jsonPath("$[0].training.judgements[0].judgements").value(2));
    }

    private void refused(String who, String address, String code) throws Exception {
        send(who, post(address).contentType("application/json").content("{}"))
                .andExpect(status().is4xxClientError())
                .andExpect(jsonPath("$.code").value(code));
    }

    @Test
    void whatPagesShowOfItIsThereForTheLeadOfBothAndNotForTheLeadOfOne() throws Exception {
        RunId run = RunId.parse(pooled()).orElseThrow();
        CheckpointId model = made(run.toString());
        Run shown = training.find(run).orElseThrow();
        SnapshotId snapshot = shown.snapshot().orElseThrow();
        RunId exam = exam(model);
        assertThat(snapshots.find(snapshot).orElseThrow().manifest().studies()).hasSize(2);
        assertThat(lineages.ancestry(model)).hasSize(2);
        assertThat(cloning.origin(run)).isPresent();
        assertThat(exams.of(exam)).isPresent();
        assertThat(exams.of(model)).hasSize(1);
        assertThat(files.look(model, "model.safetensors")).isPresent();

        signedIn.as(leadOfOne);
        assertThat(training.find(run)).isEmpty();
        assertThat(training.find(exam)).isEmpty();
        assertThat(training.numbered(List.of(shown.number()))).isEmpty();
        assertThat(training.visible()).extracting(Run::id).doesNotContain(run, exam);
        assertThat(snapshots.find(snapshot)).isEmpty();
        assertThat(lineages.ancestry(model)).isEmpty();
        assertThat(lineages.card(model)).isEmpty();
        assertThat(cloning.origin(run)).isEmpty();
        assertThat(exams.of(exam)).isEmpty();
        assertThat(exams.of(model)).isEmpty();
        assertThat(checkpoints.find(model)).isEmpty();
        assertThat(checkpoints.list()).extracting(Checkpoint::id).doesNotContain(model);
        assertThatThrownBy(() -> files.look(model, "model.safetensors")).isInstanceOf(BadInput.class);

        signedIn.as(signedIn.account("engineer", Role.ML_ENGINEER));
        assertThat(training.find(run)).isPresent();
        assertThat(snapshots.find(snapshot)).isPresent();
    }

    /** An exam freezes no votes; it is of the studies of the model that takes it. */
    private RunId exam(CheckpointId model) {
        UUID id = UUID.randomUUID();
        database.sql("""
                        insert into run (id, study_id, kind, directory, from_model, settings, created_by, created_at)
                        values (:id, :study, 'evaluate', '/none', :model, '{}', :by, now())""")
                .param("id", id)
                .param("study", UUID.fromString(first))
                .param("model", model.value())
                .param("by", lead.id().value())
                .update();
        database.sql("insert into exam (run_id, benchmark, language, questions) values (?, 'test', 'en', 3)")
                .param(id)
                .update();
        return new RunId(id);
    }

    /** An approval would be told to all who see one of the studies. */
    @Test
    void aModelOfSeveralStudiesIsNotApproved() throws Exception {
        CheckpointId model = made(pooled());
        assertThat(promotions.mayAct(checkpoints.find(model).orElseThrow())).isFalse();
        assertThatThrownBy(() -> promotions.verdictStudies(model))
                .hasMessageContaining("learnt from several studies, and approvals are those of one study");
    }

    @Test
    void aRunNamesItsStudiesOnceAndOnlyThoseThatThePersonMaySee() throws Exception {
        start("\"study\":\"%s\"".formatted(first))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.studies").value(Matchers.contains(first)));
        for (String both :
                List.of("\"study\":\"%s\",\"studies\":[\"%s\"]".formatted(first, second), "\"studies\":[]")) {
            start(both)
                    .andExpect(status().isUnprocessableContent())
                    .andExpect(jsonPath("$.detail")
                            .value(Matchers.containsString("the ids of one study or more, and no field \"study\"")));
        }
        start("\"studies\":[\"%s\",\"%s\"]".formatted(first, first))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("training.study-twice"));
        token = token(leadOfOne, EnumSet.allOf(TokenScope.class));
        start("\"studies\":[\"%s\",\"%s\"]".formatted(first, second))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("study.absent"));
    }
}
