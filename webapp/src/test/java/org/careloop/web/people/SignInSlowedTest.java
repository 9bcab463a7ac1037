package org.careloop.web.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.WebTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.filter.RequestContextFilter;

/** Sign-in and tokens through the filters, while somebody of the same network guesses. */
class SignInSlowedTest extends WebTest {
    /** Nobody else's. */
    private static final String NETWORK = "198.51.100.";

    @Autowired
    private PersonService service;

    @Autowired
    private WebApplicationContext context;

    private final String login = "slow." + UUID.randomUUID();
    private String password = "";
    private MockMvc web;

    @BeforeEach
    void account() {
        signedIn.as(signedIn.account("admin", Role.ADMINISTRATOR));
        password = service.create(login, "", Set.of(Role.CLINICIAN));
        signedIn.nobody();
        web = MockMvcBuilders.webAppContextSetup(context)
                .addFilters(new RequestContextFilter())
                .apply(springSecurity())
                .build();
    }

    @Test
    void whoSpraysNamesWaitsAndAKnownBrowserOfTheSameNetworkDoesNot() throws Exception {
        Cookie known = signIn(login, password, null).getCookie(KnownBrowsers.COOKIE);
        assertThat(known).isNotNull();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            answers.add(signIn("nobody-" + i, "a season and a year", null).getRedirectedUrl());
        }
        assertThat(answers.subList(0, 20)).containsOnly("/login?error");
        assertThat(answers.subList(20, 24)).containsOnly("/login?wait=3");
        assertThat(signIn("colleague", "a season and a year", null).getRedirectedUrl())
                .isEqualTo("/login?wait=3");
        assertThat(signIn(login, password, known).getRedirectedUrl()).isEqualTo("/");
        clock.advance(java.time.Duration.ofMillis(2500));
        assertThat(signIn("nobody", "a season and a year", null).getRedirectedUrl())
                .isEqualTo("/login?error");
    }

    private MockHttpServletResponse signIn(String name, String word, Cookie cookie) throws Exception {
        var form = post("/login")
                .param("username", name)
                .param("password", word)
                .with(request -> {
                    request.setRemoteAddr(NETWORK + Math.floorMod(name.hashCode(), 250));
                    return request;
                });
        return web.perform(cookie == null ? form : form.cookie(cookie))
                .andReturn()
                .getResponse();
    }

    @Test
    void whoGuessesTokensIsToldHowLongToWait() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(ask("careloop_guess" + i).getStatus()).isEqualTo(401);
        }
        MockHttpServletResponse refused = ask("careloop_guess");
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isEqualTo("3");
        assertThat(refused.getContentAsString())
                .contains("\"code\":\"api.token-wait\"")
                .contains("in 3 seconds");
    }

    private MockHttpServletResponse ask(String token) throws Exception {
        return web.perform(get("/api/v1/studies")
                        .header("Authorization", "Bearer " + token)
                        .with(request -> {
                            request.setRemoteAddr(NETWORK + "7");
                            return request;
                        }))
                .andReturn()
                .getResponse();
    }
}
