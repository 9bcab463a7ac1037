package org.careloop.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.careloop.web.annotation.SideVerdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a simulated page makes of the server's answers; the answers are short forms of real ones. */
class AnnotationPageIT {
    private static final String REFUSAL = "You had judged this one already.";

    private final Queue<String> answers = new ArrayDeque<>(List.of(
            "<meta name=\"_csrf\" content=\"t\">",
            "signed in",
            "{\"appConfig\":{\"v-uiId\":0,\"uidl\":{\"Vaadin-Security-Key\":\"k\"}}}",
            pair(1)));
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            byte[] next = answers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, next.length);
            exchange.getResponseBody().write(next);
        }
    }

    @Test
    void aRefusalThatCameWithoutANextPairIsStillAnAnswerToTheSecondAttempt() throws Exception {
        AnnotationPage page =
                AnnotationPage.open("http://127.0.0.1:" + server.getAddress().getPort(), "somebody");
        answers.add(message("{\"node\":9,\"key\":\"text\",\"value\":\"" + REFUSAL + "\"}"));
        answers.add(pair(2));
        answers.add(pair(3));

        assertThatThrownBy(() -> page.judge(SideVerdict.LEFT, "twice"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(REFUSAL);
        assertThat(page.judge(SideVerdict.LEFT, "twice")).contains(REFUSAL);
        assertThat(page.judge(SideVerdict.LEFT, "once")).doesNotContain(REFUSAL);
    }

    private static String pair(int number) {
        return message("{\"node\":7,\"key\":\"data-pair\",\"value\":\"" + number + "\"}");
    }

    private static String message(String change) {
        return "for(;;);[{\"syncId\":1,\"changes\":[" + change + "]}]";
    }
}
