package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** As an administrator sets it up behind a proxy with TLS. */
@TestPropertySource(
        properties = {"careloop.hosts=care.example.org, LOCALHOST", "server.forward-headers-strategy=native"})
class BehindProxyTest extends ServedTest {
    @Test
    void aForgedHostIsRefusedAndOneOfOursIsNot() throws IOException {
        assertThat(page("evil.example").status()).isEqualTo(400);
        assertThat(page("127.0.0.1").status()).isEqualTo(400);
        assertThat(page("Care.example.org").status()).isEqualTo(200);
        assertThat(page("localhost:8080").status()).isEqualTo(200);
        assertThat(page("evil.example").text()).doesNotContain("evil.example");
    }

    @Test
    void aForgedHostOfTheInterfaceIsAProblem() throws IOException {
        RawRequest.Answer answer =
                RawRequest.of("GET", "/api/v1/studies").host("evil.example").send(port);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("\"code\":\"api.request\"");
    }

    @Test
    void behindTlsThePageInsistsOnItAndTheCookieKeepsToIt() throws IOException {
        RawRequest.Answer page = RawRequest.of("GET", "/login")
                .host("care.example.org")
                .header("X-Forwarded-Proto", "https")
                .send(port);

        assertThat(page.head()).contains("Strict-Transport-Security: max-age=").contains("; Secure; HttpOnly");
    }

    private RawRequest.Answer page(String host) throws IOException {
        return RawRequest.of("GET", "/login").host(host).send(port);
    }
}
