package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What is refused is refused in words: no name of a type, of a feature or of an exception leaves the server. */
class PlainWordsTest extends ApiCase {
    private static final String[] NAMES = {
        "java.", "org.careloop", "springframework", "JsonToken", "Feature", "Exception", "`", "\tat "
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"name\"",
                "{\"name\":",
                "{\"name\":NaN}",
                "{\"name\":[\"x\"]}",
                "{\"name\":{}}",
                "{\"name\":\"x\",\"overlap\":\"many\"}",
                "{\"name\":\"x\",\"overlap\":[2]}",
                "{\"name\":\"x\",\"overlap\":99999999999}",
                "{\"name\":\"x\",\"overlap\":21}",
                "{\"name\":\"x\" \"overlap\":2}",
                "{'name':'x'}",
                "{\"kind\":\"odd\",\"study\":5,\"base\":[],\"settings\":[]}",
                "{\"kind\":\"ppo\",\"study\":\"x\",\"base\":\"y\"}",
                "{\"kind\":{},\"study\":\"x\"}"
            })
    void aBodyThatDoesNotFitIsRefusedInWords(String body) throws Exception {
        String token = token();
        assertPlain(token, newStudy(body));
        assertPlain(token, post("/api/v1/runs").contentType("application/json").content(body));
    }

    @Test
    void rowsThatDoNotFitAreRefusedInWords() throws Exception {
        String token = token();
        String address = "/api/v1/studies/%s/comparisons?name=rows.jsonl".formatted(study(token));
        String good = "{\"prompt\":\"Q\",\"chosen\":\"x\",\"rejected\":\"y\"%s}";
        for (String extra : List.of(",\"score\":NaN", ",\"chosen\":\"z\"", ",\"score\":01")) {
            assertPlain(token, post(address).content(good.formatted(extra)));
        }
        String cut = good.formatted("").substring(0, 20);
        assertPlain(token, post(address).content(cut));
        assertPlain(token, post(address).content("孕妇".getBytes(Charset.forName("GB18030"))));
        assertPlain(token, post(address).content(cut.getBytes(StandardCharsets.UTF_16)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/comparisons?limit=many",
                "/comparisons?cursor=x",
                "/export?format=odd",
                "/export?from=yesterday",
                "/judgements?minVotes=some",
                "/judgements?decisive=perhaps"
            })
    void aParameterThatDoesNotFitIsRefusedInWords(String address) throws Exception {
        String token = token();
        assertPlain(token, get("/api/v1/studies/" + study(token) + address));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"x","overlap":"many"} | the body: field "overlap": "many" was given; expected a whole number
            {"name":["x"]}                | the body: field "name": a list was given; expected a text
            """, quoteCharacter = '\u0001')
    void theFieldOfABodyIsNamed(String body, String detail) throws Exception {
        send(token(), newStudy(body))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value(Matchers.startsWith(detail)));
    }

    @Test
    void aParameterIsNamedWithWhatWasExpected() throws Exception {
        String token = token();
        String study = "/api/v1/studies/" + study(token);
        send(token, get(study + "/comparisons?limit=many"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("limit: given many, expected a whole number"));
        send(token, get(study + "/export?from=yesterday"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail")
                        .value("from: given yesterday, expected a moment such as 2026-01-31T08:00:00Z"));
    }

    @Test
    void aRefusalNamesItsCodeForThoseWhoTranslateIt() throws Exception {
        send(token(), newStudy("{\"name\":\"\"}"))
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("study.name-length"));
    }

    private void assertPlain(String token, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = send(token, request).andReturn().getResponse();
        assertThat(answer.getStatus()).isBetween(400, 499);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("\"detail\"")
                .doesNotContain(NAMES);
    }
}
