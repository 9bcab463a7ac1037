package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.Sha256;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class ApiTest extends ApiCase {
    private static final String ROWS = """
            {"id":"p1","prompt":[{"role":"user","content":"Fever?"}],"a":"x","b":"y","votes":[{"annotator":"one","verdict":"B"}]}
            {"id":"p2","prompt":[{"role":"user","content":"Pain?"}],"a":"x","b":"y"}
            """;

    @Test
    void aStudyIsMadeFilledReadAndExported() throws Exception {
        String token = token();
        String study = study(token);
        send(token, post("/api/v1/studies/" + study + "/comparisons").content(ROWS))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.comparisons").value(2))
                .andExpect(jsonPath("$.votes").value(1));
        send(token, get("/api/v1/studies/" + study + "/comparisons?limit=1"))
                .andExpect(jsonPath("$.items[0].id").value("p1"))
                .andExpect(jsonPath("$.next").isNotEmpty());
        send(token, get("/api/v1/studies/" + study + "/judgements?minVotes=1"))
                .andExpect(content().contentType("application/x-ndjson"))
                .andExpect(content().string(Matchers.containsString("\"annotator\":\"imported:one\"")))
                .andExpect(content().string(Matchers.not(Matchers.containsString("\"p2\""))));
        byte[] zip = send(token, get("/api/v1/studies/" + study + "/export?format=parquet"))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(zip).startsWith('P', 'K');
    }

    @Test
    void rowsAreCheckedBeforeTheyAreStoredAndLeftOutOnlyWhenAskedFor() throws Exception {
        String token = token();
        String address = "/api/v1/studies/" + study(token) + "/comparisons";
        String rows = ROWS
                + "{\"id\":\"p3\",\"prompt\":[{\"role\":\"user\",\"content\":\"Rash?\"}],\"a\":\"x\",\"b\":\"x\"}\n";
        send(token, post(address + "?check=true&name=rows.jsonl").content(rows))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.comparisons").value(2))
                .andExpect(jsonPath("$.refusedRows").value(1))
                .andExpect(jsonPath("$.refused[0].code").value("answer.same"))
                .andExpect(jsonPath("$.refused[0].first[0].file").value("rows.jsonl"))
                .andExpect(jsonPath("$.refused[0].first[0].line").value(3));
        send(token, post(address).content(rows)).andExpect(status().isUnprocessableContent());
        String leftOut = send(
                        token, post(address + "?check=left-out&name=rows.jsonl").content(rows))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(leftOut.lines())
                .singleElement()
                .asString()
                .startsWith("{\"file\":\"rows.jsonl\",\"line\":3,\"problem\":")
                .contains("\"row\":{\"id\":\"p3\"");
        send(token, post(address + "?check=left-out&name=none.json").content("[]"))
                .andExpect(status().isUnprocessableContent());
        send(token, get(address)).andExpect(jsonPath("$.items").isEmpty());
        send(token, post(address + "?leaveOut=true").content(rows))
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.comparisons").value(2))
                .andExpect(jsonPath("$.leftOut['answer.same']").value(1));
    }

    @Test
    void pagesFollowEachOtherByTheirCursor() throws Exception {
        String token = token();
        String study = study(token);
        send(token, post("/api/v1/studies/" + study + "/comparisons").content(ROWS));
        String first = send(token, get("/api/v1/studies/" + study + "/comparisons?limit=1"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String next = Json.MAPPER.readTree(first).get("next").asString();
        send(token, get("/api/v1/studies/" + study + "/comparisons?limit=1&cursor=" + next))
                .andExpect(jsonPath("$.items[0].id").value("p2"))
                .andExpect(jsonPath("$.next").isEmpty());
    }

    @Test
    void aTokenWithoutTheScopeIsRefusedAndSoIsNoToken() throws Exception {
        String token = token(lead, Set.of(TokenScope.STUDIES_READ));
        send(token, get("/api/v1/studies")).andExpect(status().isOk());
        send(token, post("/api/v1/studies").contentType("application/json").content("{\"name\":\"n\"}"))
                .andExpect(status().isForbidden())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("no scope for POST")));
        mvc.perform(get("/api/v1/studies"))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("Authorization: Bearer careloop_")));
    }

    @Test
    void aTokenNeverAllowsMoreThanItsPersonMay() throws Exception {
        String leads = study(token());
        Person engineer = signedIn.account("engineer", Role.ML_ENGINEER);
        String token = token(engineer, EnumSet.allOf(TokenScope.class));
        send(token, get("/api/v1/studies/" + leads + "/export")).andExpect(status().isForbidden());
        Person other = signedIn.account("other", Role.STUDY_LEAD);
        send(token(other, EnumSet.allOf(TokenScope.class)), get("/api/v1/studies/" + leads + "/judgements"))
                .andExpect(status().isNotFound())
                .andExpect(content().string(Matchers.not(Matchers.containsString("annotator"))));
    }

    @Test
    void aRevokedOrExpiredTokenIsWorthNothing() throws Exception {
        String revoked = token(lead, Set.of(TokenScope.STUDIES_READ));
        tokens.revoke(tokens.mine().getFirst());
        send(revoked, get("/api/v1/studies")).andExpect(status().isUnauthorized());
        String expired = token(lead, Set.of(TokenScope.STUDIES_READ));
        clock.advance(Duration.ofDays(31));
        send(expired, get("/api/v1/studies")).andExpect(status().isUnauthorized());
    }

    @Test
    void theDatabaseHoldsNoSecret() {
        String secret = token(lead, Set.of(TokenScope.STUDIES_READ));
        assertThat(database.sql("select string_agg(t::text, ' ') from api_token t")
                        .query(String.class)
                        .single())
                .doesNotContain(secret)
                .contains(Sha256.of(secret));
    }

    @Test
    void theSameWriteSentAgainAnswersTheSameAndDoesNothing() throws Exception {
        String token = token();
        String key = UUID.randomUUID().toString();
        String body = "{\"name\":\"Twice %s\"}".formatted(key);
        String first = create(token, key, body)
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String second = create(token, key, body)
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(second).isEqualTo(first);
        create(token, key, "{\"name\":\"Another\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("used for another request")));
    }

    @Test
    void whatIsWrongWithTheBodyIsSaid() throws Exception {
        String token = token();
        String study = study(token);
        send(
                        token,
                        post("/api/v1/studies/" + study + "/comparisons?name=mine.jsonl")
                                .content("{\"id\":\"1\",\"a\":\"x\",\"b\":\"y\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail")
                        .value(Matchers.startsWith("mine.jsonl, line 1: field \"prompt\" is missing")));
        send(token, get("/api/v1/studies/" + study + "/export?format=xlsx"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail")
                        .value(Matchers.containsString("expected one of comparisons, ratings, trl")));
        send(token, get("/api/v1/studies/nothing")).andExpect(status().isNotFound());
    }

    @Test
    void modelsAnswerTheStudysPromptsAndTheRunTellsWhereThePairsGo() throws Exception {
        String token = token();
        String study = study(token);
        send(
                        token,
                        post("/api/v1/studies/%s/comparisons?name=rows.jsonl".formatted(study))
                                .content("{\"id\":\"p1\",\"prompt\":\"Fever?\",\"a\":\"Rest.\",\"b\":\"Tea.\"}\n"))
                .andExpect(status().isCreated());
        String into = study(token);

        String body = """
                {"study":"%s","into":"%s","settings":{"maxNewTokens":40},
                 "servers":[{"name":"new","address":"http://127.0.0.1:8000/v1","model":"m","key":"CARELOOP_KEY_NEW"},
                            {"name":"old","address":"http://127.0.0.1:8001/v1","model":"m"}]}""".formatted(study, into);
        MockHttpServletRequestBuilder ask = post("/api/v1/runs/answers")
                .contentType("application/json")
                .header("Idempotency-Key", "ask-" + study)
                .content(body);
        String run = Json.MAPPER
                .readTree(send(token, ask)
                        .andExpect(status().isCreated())
                        .andExpect(jsonPath("$.kind").value("answer"))
                        .andExpect(jsonPath("$.base").value("new, old"))
                        .andExpect(jsonPath("$.votes").value(0))
                        .andExpect(jsonPath("$.pairs.prompts").value(1))
                        .andExpect(jsonPath("$.pairs.into").value(into))
                        .andExpect(jsonPath("$.pairs.comparisons").isEmpty())
                        .andExpect(jsonPath("$.status.phase").value("QUEUED"))
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .get("id")
                .asString();
        send(
                        token,
                        post("/api/v1/runs/%s/again".formatted(run))
                                .contentType("application/json")
                                .content("{}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail")
                        .value(Matchers.containsString("only a run that failed, that its worker has left")));
        send(token, post("/api/v1/runs/answers").contentType("application/json").content("""
                        {"study":"%s","servers":[{"name":"new","address":"http://h/v1","model":"m","key":"HOME"}]}""".formatted(study)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("begins with CARELOOP_KEY_")));
    }

    @Test
    void theDescriptionIsBehindTheSignInAndNamesEveryAddress() throws Exception {
        mvc.perform(get("/api/v1/openapi.json")).andExpect(status().is3xxRedirection());
        mvc.perform(get("/api/v1/openapi.json").with(user("lead")))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.paths['/api/v1/studies/{id}/comparisons'].post")
                        .exists())
                .andExpect(jsonPath("$.paths['/api/v1/runs'].get").exists())
                .andExpect(jsonPath("$.components.securitySchemes.token.scheme").value("bearer"));
    }

    private ResultActions create(String token, String key, String body) throws Exception {
        return send(token, newStudy(body).header("Idempotency-Key", key));
    }
}
