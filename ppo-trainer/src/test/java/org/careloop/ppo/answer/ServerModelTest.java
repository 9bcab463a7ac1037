package org.careloop.ppo.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.settings.AnswerSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServerModelTest {
    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final String KEY = "sk-very-secret";

    private final List<Duration> pauses = new ArrayList<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();

    @Test
    void asksForEachPromptOnceWithItsSeedAndTheSamplingOfTheRun() throws IOException {
        try (ChatServer server = ChatServer.start(ChatServer::echo)) {
            ask(server, 3, Map.of("temperature", 0.5, "maxNewTokens", 40, "topP", 0.9, "stop", List.of("END")));

            assertThat(answers).containsOnlyKeys("p0", "p1", "p2").containsEntry("p1", "You said: question 1");
            assertThat(server.requests()).hasSize(3);
            assertThat(server.requests().stream()
                            .map(request -> request.path("seed").asLong()))
                    .containsExactlyInAnyOrder(11L, 12L, 13L);
            assertThat(server.requests().getFirst().toString())
                    .contains("\"model\":\"llama\"", "\"temperature\":0.5", "\"max_tokens\":40")
                    .contains("\"top_p\":0.9", "\"stop\":[\"END\"]")
                    .doesNotContain("top_k", "min_tokens", "repetition_penalty");
            assertThat(server.keys()).containsOnly("Bearer " + KEY);
        }
    }

    @Test
    void asksAgainWhereTheServerFailsAndWaitsAsLongAsItAsksFor() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            switch (number) {
                case 1 -> ChatServer.send(exchange, 500, "out of memory");
                case 2 -> {
                    exchange.getResponseHeaders().add("Retry-After", "7");
                    ChatServer.send(exchange, 429, "slow down");
                }
                default -> ChatServer.reply(exchange, "Rest.");
            }
        })) {
            ask(server, 1, Map.of());

            assertThat(answers).containsExactly(Map.entry("p0", "Rest."));
            assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(7));
        }
    }

    @Test
    void asksAgainWhereTheConnectionIsCutInTheMiddleOfAnAnswer() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number > 1) {
                ChatServer.reply(exchange, "Rest.");
                return;
            }
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"choices\": [".getBytes());
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        })) {
            ask(server, 1, Map.of());

            assertThat(answers).containsExactly(Map.entry("p0", "Rest."));
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void givesUpAnAnswerThatStartsAndDoesNotEndInTime() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number > 1) {
                ChatServer.reply(exchange, "Rest.");
                return;
            }
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{".getBytes());
            exchange.getResponseBody().flush();
            over.await();
        })) {
            ask(server, 1, Map.of("timeout", 2));
            over.countDown();

            assertThat(answers).containsExactly(Map.entry("p0", "Rest."));
        }
    }

    @Test
    void anErrorPageIsNoAnswerAndIsShownWithoutTheKey() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (request.toString().contains("question 0")) {
                ChatServer.send(exchange, 200, "<html>\n <b>Bad gateway</b> for " + KEY + "</html>");
                return;
            }
            ChatServer.reply(exchange, "Rest.");
        })) {
            ask(server, 2, Map.of("attempts", 2));

            assertThat(failures)
                    .containsExactly(
                            Map.entry(
                                    "p0",
                                    "the server answers with what is no chat completion: <html> <b>Bad gateway</b> for …</html>"));
            assertThat(answers).containsOnlyKeys("p1");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void anAnswerWithoutEndIsNotReadToItsEnd() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (request.toString().contains("question 1")) {
                ChatServer.reply(exchange, "Rest.");
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            byte[] piece = new byte[1 << 20];
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(piece);
            }
        })) {
            ask(server, 2, Map.of("attempts", 1));

            assertThat(failures).containsExactly(Map.entry("p0", "the answer is longer than 16 MB"));
        }
    }

    @Test
    void aRefusalIsNotRepeatedAndARedirectNotFollowed() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (request.toString().contains("question 0")) {
                ChatServer.send(exchange, 400, "context length exceeded");
            } else if (request.toString().contains("question 1")) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
                ChatServer.send(exchange, 302, "");
            } else {
                ChatServer.reply(exchange, "Rest.");
            }
        })) {
            ask(server, 3, Map.of());

            assertThat(failures)
                    .containsEntry("p0", "the server answers 400: context length exceeded")
                    .containsEntry("p1", "the server answers 302: ");
            assertThat(answers).containsOnlyKeys("p2");
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void aServerThatAnswersNothingIsTheMatterItself() throws IOException {
        try (ChatServer server =
                ChatServer.start((number, request, exchange) -> ChatServer.send(exchange, 401, "no such key " + KEY))) {
            assertThatThrownBy(() -> ask(server, 20, Map.of("requestsAtOnce", 1)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("model \"rival\" at http://127.0.0.1:")
                    .hasMessageContaining("answers nothing (the server answers 401: no such key …)")
                    .hasMessageNotContaining(KEY);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void asManyRequestsAreOnTheirWayAsTheSettingsAllowAndNoMore() throws IOException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            three.countDown();
            three.await();
            now.decrementAndGet();
            ChatServer.reply(exchange, "Rest.");
        })) {
            ask(server, 12, Map.of("requestsAtOnce", 3));

            assertThat(answers).hasSize(12);
            assertThat(most).hasValue(3);
        }
    }

    private void ask(ChatServer server, int prompts, Map<String, Object> changes) throws IOException {
        Server target = Server.parse(server.address() + ",llama", KEY);
        AnswerSettings settings = Settings.apply(AnswerSettings.class, changes);
        try (ServerModel model = new ServerModel("rival", target, settings, InstantSource.fixed(NOW), pauses::add)) {
            model.answer(questions(prompts), new AnsweringModel.Sink() {
                @Override
                public void answered(Answer answer) {
                    assertThat(answers.put(answer.id(), answer.response())).isNull();
                }

                @Override
                public void failed(Question question, String reason) {
                    failures.put(question.id(), reason);
                }
            });
        }
    }

    private static List<Question> questions(int count) {
        return Question.of(
                IntStream.range(0, count)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("question " + i))))
                        .toList(),
                11);
    }
}
