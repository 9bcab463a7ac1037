package org.careloop.web.api;

import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.web.WebTest;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Requests to the programming interface by people's tokens. */
abstract class ApiCase extends WebTest {
    @Autowired
    protected TokenService tokens;

    @Autowired
    private WebApplicationContext context;

    protected MockMvc mvc;
    protected Person lead;

    @BeforeEach
    void web() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        lead = signedIn.account("lead", Role.STUDY_LEAD);
    }

    protected String token(Person person, Set<TokenScope> scopes) {
        signedIn.as(person);
        return tokens.create("test", scopes, Duration.ofDays(30));
    }

    /** A token for everything that the lead may do. */
    protected String token() {
        return token(lead, EnumSet.allOf(TokenScope.class));
    }

    protected ResultActions send(String token, MockHttpServletRequestBuilder request) throws Exception {
        signedIn.nobody();
        return mvc.perform(request.header("Authorization", "Bearer " + token));
    }

    protected static MockHttpServletRequestBuilder newStudy(String body) {
        return post("/api/v1/studies").contentType("application/json").content(body);
    }

    /** Makes a study and returns its id. */
    protected String study(String token) throws Exception {
        String answer = send(token, newStudy("{\"name\":\"Api %s\",\"overlap\":1}".formatted(UUID.randomUUID())))
                .andExpect(status().isCreated())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return Json.MAPPER.readTree(answer).get("id").asString();
    }
}
