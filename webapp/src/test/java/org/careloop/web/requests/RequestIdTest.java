package org.careloop.web.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.careloop.web.RawRequest;
import org.careloop.web.ServedTest;
import org.junit.jupiter.api.Test;

/** The number by which a person, a program and the log speak of the same request. */
class RequestIdTest extends ServedTest {
    private static final Pattern HEADER = Pattern.compile("X-Request-Id: (\\S+)");

    private static String id(RawRequest.Answer answer) {
        Matcher header = HEADER.matcher(answer.head());
        assertThat(header.find()).isTrue();
        return header.group(1);
    }

    @Test
    void everyAnswerHasANumberOfItsOwn() throws IOException {
        String first = id(RawRequest.of("GET", "/login").send(port));
        String second = id(RawRequest.of("GET", "/login").send(port));

        assertThat(first).matches("[0-9a-f]{12}").isNotEqualTo(second);
    }

    @Test
    void aProxysNumberIsTakenOverAndAForgedLineOfTheLogIsNot() throws IOException {
        assertThat(id(RawRequest.of("GET", "/login")
                        .header("X-Request-Id", "proxy-0815-4711")
                        .send(port)))
                .isEqualTo("proxy-0815-4711");
        assertThat(id(RawRequest.of("GET", "/login")
                        .header("X-Request-Id", "x] ERROR forged")
                        .send(port)))
                .matches("[0-9a-f]{12}");
    }

    @Test
    void aProblemOfTheInterfaceNamesIt() throws IOException {
        RawRequest.Answer answer = RawRequest.of("GET", "/api/v1/studies").send(port);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text()).contains("\"request\":\"%s\"".formatted(id(answer)));
    }

    @Test
    void outsideOfARequestThereIsStillSomethingToName() {
        assertThat(RequestId.current()).matches("[0-9a-f]{12}");
    }
}
