package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.careloop.run.Json;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody means well, or that come all at once. */
class HostileRequestTest extends ApiCase {
    @Test
    void lookingOnlyAtTheHeadNeedsTheScopeToo() throws Exception {
        String study = study(token());
        String readsStudies = token(lead, Set.of(TokenScope.STUDIES_READ));
        send(readsStudies, head("/api/v1/studies/" + study)).andExpect(status().isOk());
        for (String address : List.of("comparisons", "judgements", "export")) {
            send(readsStudies, head("/api/v1/studies/%s/%s".formatted(study, address)))
                    .andExpect(status().isForbidden());
        }
    }

    /** Every address with every scope but its own, and with its own alone. */
    @Test
    void eachScopeOpensItsOwnAddressesAndNoOther() throws Exception {
        String study = study(token());
        for (TokenScope scope : TokenScope.values()) {
            String token = token(lead, Set.of(scope));
            assertOpen(token, "/api/v1/studies", scope == TokenScope.STUDIES_READ);
            assertOpen(token, "/api/v1/studies/" + study, scope == TokenScope.STUDIES_READ);
            assertOpen(token, "/api/v1/studies/" + study + "/comparisons", scope == TokenScope.COMPARISONS_READ);
            assertOpen(token, "/api/v1/studies/" + study + "/judgements", scope == TokenScope.JUDGEMENTS_READ);
            assertOpen(token, "/api/v1/studies/" + study + "/export", scope == TokenScope.EXPORTS_READ);
            assertOpen(token, "/api/v1/runs", scope == TokenScope.RUNS_READ);
            assertOpen(token, "/api/v1/checkpoints", scope == TokenScope.RUNS_READ);
            for (String address : List.of("/studies", "/studies/" + study + "/comparisons", "/runs")) {
                TokenScope needed = address.equals("/studies")
                        ? TokenScope.STUDIES_WRITE
                        : address.equals("/runs") ? TokenScope.RUNS_WRITE : TokenScope.COMPARISONS_WRITE;
                int answer = send(token, post("/api/v1" + address).content("{"))
                        .andReturn()
                        .getResponse()
                        .getStatus();
                assertThat(answer == 403).as("%s to %s", scope, address).isEqualTo(scope != needed);
            }
        }
    }

    private void assertOpen(String token, String address, boolean open) throws Exception {
        send(token, get(address)).andExpect(open ? status().isOk() : status().isForbidden());
    }

    @Test
    void aStudyThatIsNotThereOrNotYoursIsTheSameToEveryAddress() throws Exception {
        String theirs = study(token());
        Person other = signedIn.account("other", Role.STUDY_LEAD);
        String token = token(other, Set.of(TokenScope.values()));
        for (String study : List.of(theirs, UUID.randomUUID().toString(), "nothing")) {
            for (String address : List.of("", "/comparisons", "/judgements", "/export")) {
                send(token, get("/api/v1/studies/" + study + address)).andExpect(status().isNotFound());
            }
            send(token, post("/api/v1/studies/" + study + "/comparisons").content("{}"))
                    .andExpect(status().isNotFound());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "judgements?language=%00",
                "judgements?tag=%ED%A0%80%00",
                "judgements?annotator=%00",
                "export?from=%2B1000000-01-01T00:00:00Z",
                "export?before=-1000000-01-01T00:00:00Z",
                "export?from=2026-03-02T09:00:00Z&before=2026-03-02T09:00:00Z",
                "judgements?minVotes=-1",
                "comparisons?limit=0",
                "comparisons?limit=501",
                "comparisons?cursor=nonsense"
            })
    void whatNobodyCanMeanIsRefusedWithItsReason(String address) throws Exception {
        String token = token();
        send(token, get(java.net.URI.create("/api/v1/studies/%s/%s".formatted(study(token), address))))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").isNotEmpty());
    }

    @Test
    void aCursorBeforeTheBeginningIsTheBeginning() throws Exception {
        String token = token();
        String cursor = Base64.getUrlEncoder().encodeToString("-1".getBytes(StandardCharsets.US_ASCII));
        send(token, get("/api/v1/studies/%s/comparisons?cursor=%s".formatted(study(token), cursor)))
                .andExpect(status().isOk());
    }

    @Test
    void textsThatCannotBeStoredAreRefusedByTheirField() throws Exception {
        String token = token();
        send(token, newStudy("{\"name\":\"a\\u0000b\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(Matchers.startsWith("name: character 2 is U+0000")));
        send(token, newStudy("{\"name\":\"n\",\"guidelines\":\"\\ud800\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(Matchers.startsWith("guidelines: character 1 is U+D800")));
    }

    @Test
    void aBodyOfTwentyMegabytesIsRefusedBeforeItIsRead() throws Exception {
        String token = token();
        send(token, newStudy("{\"name\":\"%s\"}".formatted("x".repeat(20 << 20))))
                .andExpect(status().isContentTooLarge())
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("expected at most 1,048,576")));
        String huge = "{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"%s\",\"b\":\"y\"}"
                .formatted("x".repeat(20 << 20));
        send(
                        token,
                        post("/api/v1/studies/%s/comparisons?name=mine.jsonl".formatted(study(token)))
                                .content(huge))
                .andExpect(status().isUnprocessableContent())
                .andExpect(
                        jsonPath("$.detail")
                                .value(
                                        Matchers.containsString(
                                                "mine.jsonl, line 1: field \"a\" has 20,971,520 characters; expected at most 1,000,000")));
    }

    @Test
    void eightAtOnceUnderOneKeyMakeOneStudyAndHearTheSame() throws Exception {
        String token = token();
        String key = UUID.randomUUID().toString();
        String body = "{\"name\":\"Once %s\"}".formatted(key);
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> send(token, newStudy(body).header("Idempotency-Key", key))
                        .andExpect(status().isCreated())
                        .andReturn()
                        .getResponse()
                        .getContentAsString()));
            }
        }
        List<String> ids = new ArrayList<>();
        for (Future<String> answer : answers) {
            ids.add(Json.MAPPER.readTree(answer.get()).get("id").asString());
        }
        assertThat(ids).hasSize(8).containsOnly(ids.getFirst());
        assertThat(database.sql("select count(*) from study where name = ?")
                        .param("Once " + key)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aWriteThatWasRefusedUsesUpNoKey() throws Exception {
        String token = token();
        String key = UUID.randomUUID().toString();
        String address = "/api/v1/studies/%s/comparisons".formatted(study(token));
        send(token, post(address).content("{\"a\":1}").header("Idempotency-Key", key))
                .andExpect(status().isUnprocessableContent());
        send(token, post(address).content("prompt,a,b\nq,x,y\n").header("Idempotency-Key", key))
                .andExpect(status().isCreated());
    }
}
