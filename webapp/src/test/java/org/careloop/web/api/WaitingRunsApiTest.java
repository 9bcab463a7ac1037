package org.careloop.web.api;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import org.careloop.run.Json;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.ResultActions;

/** Runs that wait, through the programming interface. */
class WaitingRunsApiTest extends ApiCase {
    private String token;
    private String run;

    @BeforeEach
    void ask() throws Exception {
        token = token();
        String study = study(token);
        send(
                        token,
                        post("/api/v1/studies/%s/comparisons?name=rows.jsonl".formatted(study))
                                .content("{\"id\":\"p1\",\"prompt\":\"Fever?\",\"a\":\"Rest.\",\"b\":\"Tea.\"}\n"))
                .andExpect(status().isCreated());
        run = id(json("/api/v1/runs/answers", """
            {"study":"%s","settings":{"maxNewTokens":40,"temperature":0.5},
             "servers":[{"name":"new","address":"http://127.0.0.1:8000/v1","model":"m"},
                        {"name":"old","address":"http://127.0.0.1:8001/v1","model":"m"}]}\
            """.formatted(study)).andExpect(status().isCreated()));
    }

    private ResultActions json(String address, String body) throws Exception {
        return send(token, post(address).contentType("application/json").content(body));
    }

    private static String id(ResultActions answer) throws Exception {
        return Json.MAPPER
                .readTree(answer.andReturn().getResponse().getContentAsString())
                .get("id")
                .asString();
    }

    @Test
    void aWaitingRunTellsItsPlaceAndTakesAPriority() throws Exception {
        send(token, get("/api/v1/runs/" + run))
                .andExpect(jsonPath("$.queue.priority").value("normal"))
                .andExpect(jsonPath("$.queue.position").isNumber());
        json("/api/v1/runs/%s/priority".formatted(run), "{\"priority\":\"high\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.queue.priority").value("high"))
                .andExpect(jsonPath("$.queue.position").value(1));
        json("/api/v1/runs/%s/priority".formatted(run), "{\"priority\":\"urgent\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("value.priority"))
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("expected one of high, normal, low")));
        json("/api/v1/runs/nothing/priority", "{\"priority\":\"high\"}").andExpect(status().isNotFound());
    }

    @Test
    void aWaitingRunIsStoppedAndGoesOn() throws Exception {
        json("/api/v1/runs/%s/stop".formatted(run), "{}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status.phase").value("STOPPED"))
                .andExpect(jsonPath("$.queue").isEmpty());
        json("/api/v1/runs/%s/priority".formatted(run), "{\"priority\":\"high\"}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("run.not-waiting"));
        json("/api/v1/runs/%s/again".formatted(run), "{}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status.phase").value("QUEUED"));
        json("/api/v1/runs/nothing/stop", "{}").andExpect(status().isNotFound());
    }

    @Test
    void aCloneTakesTheSettingsOfItsOriginAndWhatIsChanged() throws Exception {
        String clone = id(json(
                        "/api/v1/runs/%s/clone".formatted(run),
                        "{\"settings\":{\"maxNewTokens\":80,\"temperature\":null}}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.kind").value("answer"))
                .andExpect(jsonPath("$.clonedFrom").value(run))
                .andExpect(jsonPath("$.settings").value(Matchers.equalTo(Map.of("maxNewTokens", 80))))
                .andExpect(jsonPath("$.pairs.into").isEmpty())
                .andExpect(jsonPath("$.status.phase").value("QUEUED")));
        json("/api/v1/runs/%s/clone".formatted(clone), "{}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.settings.maxNewTokens").value(80));
        json("/api/v1/runs/%s/clone".formatted(run), "{\"settings\":{\"maxNewToken\":80}}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.detail").value(Matchers.containsString("did you mean \"maxNewTokens\"?")));
        json("/api/v1/runs/nothing/clone", "{}").andExpect(status().isNotFound());
    }

    @Test
    void theSettingsOfARunStandBesideThoseOfAnother() throws Exception {
        String clone = id(json("/api/v1/runs/%s/clone".formatted(run), "{\"settings\":{\"temperature\":null}}"));
        String maxNewTokens = "$.settings[?(@.name == 'maxNewTokens')]";
        send(token, get("/api/v1/runs/%s/settings?other=%s".formatted(run, clone)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.other").value(clone))
                .andExpect(jsonPath("$.kind").value("answer"))
                .andExpect(jsonPath("$.changed").value(2))
                .andExpect(jsonPath("$.differing").value(1))
                .andExpect(jsonPath(maxNewTokens + ".value").value("40"))
                .andExpect(jsonPath(maxNewTokens + ".source").value("asked"))
                .andExpect(jsonPath(maxNewTokens + ".unit").value("tokens"))
                .andExpect(jsonPath("$.settings[?(@.differs == true)].name").value("temperature"));
        send(token, get("/api/v1/runs/%s/settings".formatted(run)))
                .andExpect(jsonPath("$.other").isEmpty())
                .andExpect(jsonPath("$.differing").value(0));
        send(token, get("/api/v1/runs/%s/settings?other=nothing".formatted(run)))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("settings.other-absent"));
        send(token, get("/api/v1/runs/nothing/settings")).andExpect(status().isNotFound());
    }
}
