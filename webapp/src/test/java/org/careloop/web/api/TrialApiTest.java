package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.greaterThan;
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
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultActions;
import tools.jackson.databind.JsonNode;

/** A blind trial that a program begins. */
class TrialApiTest extends ApiCase {
    @Autowired
    private CheckpointService checkpoints;

    @TempDir
    private Path folder;

    private Checkpoint candidate;
    private Checkpoint rival;

    @BeforeEach
    void twoModels() throws IOException {
        signedIn.as(signedIn.account("engineer", Role.ML_ENGINEER));
        candidate = model("candidate");
        rival = model("rival");
    }

    private Checkpoint model(String name) throws IOException {
        Path directory = Files.createDirectories(folder.resolve(name));
        Files.writeString(directory.resolve("config.json"), "{}");
        Files.writeString(directory.resolve("tokenizer.json"), "{}");
        Files.writeString(directory.resolve("model.safetensors"), name + UUID.randomUUID());
        return checkpoints.registerBase(name + " " + UUID.randomUUID(), ModelKind.POLICY, directory);
    }

    /** A study with so many prompts. */
    private String source(String token, int prompts) throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < prompts; i++) {
            rows.append("{\"id\":\"r%d\",\"prompt\":\"Fever %d?\",\"a\":\"x\",\"b\":\"y\"}%n".formatted(i, i));
        }
        String study = study(token);
        send(token, post("/api/v1/studies/" + study + "/comparisons").content(rows.toString()))
                .andExpect(status().isCreated());
        return study;
    }

    private ResultActions trial(String token, String query, String key, String body) throws Exception {
        return send(
                token,
                post("/api/v1/checkpoints/%s/trials%s".formatted(candidate.id(), query))
                        .contentType("application/json")
                        .header("Idempotency-Key", key)
                        .content(body));
    }

    private String body(String source) {
        return "{\"rival\":\"%s\",\"source\":\"%s\",\"effect\":0.5,\"criteria\":[\"accuracy\"]}"
                .formatted(rival.id(), source);
    }

    @Test
    void aCheckSaysWhatTheTrialWouldFindAndBeginsNothing() throws Exception {
        String token = token();
        String source = source(token, 40);
        trial(token, "?check=true", "look", body(source))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.prompts").value(40))
                .andExpect(jsonPath("$.seen").value(0))
                .andExpect(jsonPath("$.power").value(greaterThan(.5)))
                .andExpect(jsonPath("$.simulatedWith.votes").value(0))
                .andExpect(jsonPath("$.study").doesNotExist())
                .andExpect(jsonPath("$.run").doesNotExist());
        assertThat(database.sql("select count(*) from study where name like 'Api % 2'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aTrialIsADraftWithFixedTermsAndARunOfAnswersAndBeginsOnce() throws Exception {
        String token = token();
        String key = UUID.randomUUID().toString();
        String body = body(source(token, 40));
        JsonNode begun = Json.MAPPER.readTree(trial(token, "", key, body)
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString());
        send(token, get("/api/v1/runs/" + begun.get("run").asString()))
                .andExpect(jsonPath("$.kind").value("answer"))
                .andExpect(jsonPath("$.pairs.prompts").value(40))
                .andExpect(jsonPath("$.pairs.into").value(begun.get("study").asString()));
        send(token, get("/api/v1/studies/" + begun.get("study").asString()))
                .andExpect(jsonPath("$.name").value(begun.get("name").asString()))
                .andExpect(jsonPath("$.state").value("DRAFT"));
        trial(token, "", key, body)
                .andExpect(jsonPath("$.run").value(begun.get("run").asString()));
    }

    @Test
    void aModelThatLearntFromNoStudyNeedsTheNameOfOne() throws Exception {
        trial(token(), "", "none", "{\"rival\":\"%s\"}".formatted(rival.id()))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("trial.no-source"));
        trial(token(), "", "bad", "{\"rival\":\"newest\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("field.unfit"));
    }

    @Test
    void onlyALeadWhoseTokenMayStartRunsBeginsOne() throws Exception {
        String body = body(source(token(), 5));
        Person engineer = signedIn.account("engineer", Role.ML_ENGINEER);
        trial(token(engineer, EnumSet.allOf(TokenScope.class)), "", "engineer", body)
                .andExpect(status().isForbidden());
        trial(token(lead, EnumSet.of(TokenScope.RUNS_READ)), "", "reader", body).andExpect(status().isForbidden());
    }
}
