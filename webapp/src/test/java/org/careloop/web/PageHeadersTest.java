package org.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageHeadersTest extends ServedTest {
    private static final Pattern NONCE = Pattern.compile("script-src 'self' 'nonce-([\\w+/=]{22,})' 'unsafe-eval';");

    @Test
    void aPageRunsNoInlineScriptButThoseThatTheServerMarked() throws IOException {
        RawRequest.Answer page = get("/login");

        assertThat(page.status()).isEqualTo(200);
        Matcher nonce = NONCE.matcher(page.head());
        assertThat(nonce.find()).isTrue();
        assertThat(page.head().split("Content-Security-Policy:")).hasSize(2);
        assertThat(page.text().split("<script")).hasSizeGreaterThan(2);
        assertThat(page.text().split("<script(?=[^>]*nonce=\"%s\")".formatted(Pattern.quote(nonce.group(1)))))
                .hasSameSizeAs(page.text().split("<script"));
        assertThat(get("/login").head()).doesNotContain(nonce.group(1));
    }

    @Test
    void aPageIsNotFramedNorGuessedNorToldOfElsewhere() throws IOException {
        assertThat(get("/login").head())
                .contains("frame-ancestors 'none'")
                .contains("X-Frame-Options: DENY")
                .contains("X-Content-Type-Options: nosniff")
                .contains("Referrer-Policy: same-origin")
                .contains("Permissions-Policy: camera=(), microphone=(), geolocation=()")
                .contains("HttpOnly; SameSite=Lax");
    }

    @Test
    void whatIsNoPageMayRunNoInlineScriptAndNoEvaluation() throws IOException {
        assertThat(get("/app.css").head()).contains("script-src 'self';").doesNotContain("unsafe-eval");
    }

    /** Anybody can write such a header; only a proxy that is known to overwrite it is believed. */
    @Test
    void whatAClientForwardsIsNotBelieved() throws IOException {
        RawRequest.Answer page = RawRequest.of("GET", "/login")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example")
                .send(port);

        assertThat(page.head()).doesNotContain("Strict-Transport-Security").doesNotContain("Secure");
        assertThat(page.text()).doesNotContain("evil.example");
    }

    private RawRequest.Answer get(String address) throws IOException {
        return RawRequest.of("GET", address).send(port);
    }
}
