package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.ModelKind;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;

/** Exams that a program begins and reads. */
class ExamApiTest extends ApiCase {
    @Autowired
    private CheckpointService checkpoints;

    @Autowired
    private DataFolders folders;

    @TempDir
    private Path folder;

    private final String benchmark = "mmlu-" + UUID.randomUUID();
    private Checkpoint model;
    private Checkpoint base;

    @BeforeEach
    void furnish() throws IOException {
        Path files = Files.createDirectories(folders.exams().resolve(benchmark));
        Files.writeString(files.resolve("anatomy_test.csv"), "Which bone?,a,b,c,d,B\nWhich nerve?,a,b,c,d,C\n");
        signedIn.as(signedIn.account("engineer", Role.ML_ENGINEER));
        model = model("tuned");
        base = model("base");
    }

    private Checkpoint model(String name) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(directory.resolve("model.safetensors"), name + UUID.randomUUID());
        return checkpoints.registerBase(name + " " + UUID.randomUUID(), ModelKind.POLICY, directory);
    }

    private ResultActions begin(String token, String key, String more) throws Exception {
        return send(
                token,
                post("/api/v1/runs/exams")
                        .contentType("application/json")
                        .header("Idempotency-Key", key)
                        .content("{\"model\":\"%s\",\"benchmark\":\"%s\"%s}".formatted(model.id(), benchmark, more)));
    }

    @Test
    void anExamIsARunThatBeginsOnceAndSaysWhatItAsks() throws Exception {
        String token = token();
        String more = ",\"before\":\"%s\",\"study\":\"%s\"".formatted(base.id(), study(token));
        String key = UUID.randomUUID().toString();

        String run = Json.MAPPER
                .readTree(begin(token, key, more)
                        .andExpect(status().isCreated())
                        .andExpect(jsonPath("$.kind").value("evaluate"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .get("id")
                .asString();

        begin(token, key, more).andExpect(jsonPath("$.id").value(run));
        send(token, get("/api/v1/runs/%s/exam".formatted(run)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.model").value(model.name()))
                .andExpect(jsonPath("$.before").value(base.name()))
                .andExpect(jsonPath("$.benchmark").value(benchmark))
                .andExpect(jsonPath("$.language").value("en"))
                .andExpect(jsonPath("$.questions").value(2))
                .andExpect(jsonPath("$.evaluation").doesNotExist());
    }

    @Test
    void whatDoesNotFitIsNamedAndNoRunIsMade() throws Exception {
        String token = token();
        String study = ",\"study\":\"%s\"".formatted(study(token));
        long runs = database.sql("select count(*) from run").query(Long.class).single();

        begin(token, "a", study + ",\"method\":\"guessing\"")
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.detail").value(containsString("loglikelihood or generation")));
        begin(token, "b", study + ",\"settings\":{\"shotz\":5}")
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.detail").value(containsString("shotz")));
        begin(token, "c", study + ",\"before\":\"%s\"".formatted(UUID.randomUUID()))
                .andExpect(status().is4xxClientError());
        assertThat(database.sql("select count(*) from run").query(Long.class).single())
                .isEqualTo(runs);
    }

    @Test
    void aRunThatIsNoneIsSaidToBe() throws Exception {
        send(token(), get("/api/v1/runs/%s/exam".formatted(UUID.randomUUID())))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value(containsString("is no exam")));
    }

    @Test
    void aTokenThatOnlyReadsBeginsNone() throws Exception {
        String reads = token(lead, EnumSet.of(TokenScope.RUNS_READ));

        begin(reads, "d", "").andExpect(status().isForbidden());
    }
}
