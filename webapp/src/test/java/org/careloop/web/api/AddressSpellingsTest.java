package org.careloop.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import org.careloop.web.RawRequest;
import org.careloop.web.ServedTest;
import org.careloop.web.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An address of the programming interface is guarded however it is spelt, and refused as a problem with a code. */
class AddressSpellingsTest extends ServedTest {
    @Autowired
    private TokenService tokens;

    private String token;

    @BeforeEach
    void begin() {
        signedIn.as(signedIn.account("lead", Role.STUDY_LEAD));
        token = tokens.create("test", EnumSet.allOf(TokenScope.class), Duration.ofDays(30));
        signedIn.nobody();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/studies",
                "/api/%76%31/studies",
                "/%61pi/v1/studies",
                "/api/v1/%73tudies",
                "/api/v1/studies;jsessionid=1",
                "/api;x=y/v1/studies",
                "//api/v1/studies",
                "/api//v1/studies",
                "/x/../api/v1/studies",
                "/api/./v1/studies",
                "/api/v1/x/%2e%2e/studies",
                "/api/v1%2Fstudies",
                "/api/v1/studies%00",
                "/api/%2576%2531/studies",
                "/API/v1/studies",
                "/api/V1/studies",
                "/api/v1/studies/",
                "/api/v1/studies.json",
                "/api/v2/studies",
                "/api/v1"
            })
    void withoutATokenEverySpellingIsRefusedAsAProblem(String address) throws IOException {
        RawRequest.Answer answer = RawRequest.of("GET", address)
                .header("Accept", "text/html")
                .header("Cookie", "careloop=0123456789ABCDEF0123456789ABCDEF")
                .send(port);

        assertThat(answer.status()).isIn(400, 401);
        assertThat(answer.text())
                .doesNotContain("<html", "<!doctype", "Location:", "Set-Cookie")
                .doesNotContain("\"items\"");
        if (answer.status() == 401) {
            assertThat(answer.text())
                    .contains("Content-Type: application/problem+json")
                    .contains("\"code\":\"api.token\"");
        }
    }

    /** The spellings that mean a page of ours once they are decoded, and those that mean none. */
    @ParameterizedTest
    @CsvSource({
        "/api/%76%31/studies, 200",
        "/%61pi/v1/studies, 200",
        "/api/v1/studies;x=y, 400",
        "/API/v1/studies, 404",
        "/api/v1/studies/, 404",
        "/api/v1/nothing, 404",
        "/api/v2/studies, 404",
        "/api/v1/studies/x/y/z, 404"
    })
    void withATokenASpellingIsItsAddressOrNone(String address, int status) throws IOException {
        RawRequest.Answer answer = get(address);

        assertThat(answer.status()).isEqualTo(status);
        if (status == 404) {
            assertThat(answer.text())
                    .contains("Content-Type: application/problem+json")
                    .contains("\"code\":\"api.address\"");
        }
    }

    @Test
    void aMethodThatAnAddressDoesNotTakeIsAProblemThatNamesThoseItTakes() throws IOException {
        RawRequest.Answer answer = RawRequest.of("DELETE", "/api/v1/studies")
                .header("Authorization", "Bearer " + token)
                .send(port);

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.head()).contains("Allow: ").contains("Content-Type: application/problem+json");
        assertThat(answer.text()).contains("\"code\":\"api.method\"");
    }

    @Test
    void aFormatThatAnAddressDoesNotAnswerInIsAProblem() throws IOException {
        RawRequest.Answer answer = RawRequest.of("GET", "/api/v1/studies")
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/html")
                .send(port);

        assertThat(answer.status()).isEqualTo(406);
        assertProblem(answer, "api.accept");
    }

    @Test
    void aBodyOfAnotherTypeOrTooLargeOrCutOffIsAProblem() throws IOException {
        assertProblem(post().body("text/plain", "hello").send(port), "api.content-type");
        assertProblem(post().header("Content-Length", String.valueOf(16 << 20)).send(port), "api.body-limit");
        assertProblem(post().body("application/json", "{").send(port), "json.column");
    }

    @Test
    void theLengthOfABodyIsGivenAndNotTooLarge() throws IOException {
        RawRequest.Answer withoutLength = post().header("Content-Type", "application/json")
                .header("Transfer-Encoding", "chunked")
                .send(port);
        assertThat(withoutLength.status()).isEqualTo(411);
        assertProblem(withoutLength, "api.length");

        RawRequest.Answer tooLarge =
                post().header("Content-Length", String.valueOf((1 << 20) + 1)).send(port);
        assertThat(tooLarge.status()).isEqualTo(413);
        assertProblem(tooLarge, "api.body-limit");
    }

    /** The firewall refuses it before any filter of the chain. */
    @Test
    void whatTheFirewallRefusesIsAProblemToo() throws IOException {
        assertProblem(get("/api/v1/studies;x=y"), "api.request");
        assertProblem(get("/api//v1/studies"), "api.request");
    }

    private RawRequest.Answer get(String address) throws IOException {
        return RawRequest.of("GET", address)
                .header("Authorization", "Bearer " + token)
                .send(port);
    }

    private RawRequest post() {
        return RawRequest.of("POST", "/api/v1/studies").header("Authorization", "Bearer " + token);
    }

    private static void assertProblem(RawRequest.Answer answer, String code) {
        assertThat(answer.head()).contains("Content-Type: application/problem+json");
        assertThat(answer.text()).contains("\"code\":\"%s\"".formatted(code));
    }
}
