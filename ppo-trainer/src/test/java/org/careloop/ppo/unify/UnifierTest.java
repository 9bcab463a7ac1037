package org.careloop.ppo.unify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.careloop.ppo.answer.Answerers;
import org.careloop.ppo.answer.AnsweringModel;
import org.careloop.ppo.answer.ChatServer;
import org.careloop.run.BadInput;
import org.careloop.run.rows.SourceText;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.UnifySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class UnifierTest {
    private static final String CHINESE = "布洛芬可用于退热，成人一次0.2克，一日不超过4次；胃溃疡患者慎用。";
    private static final String ENGLISH = "Ibuprofen lowers a fever. Adults take 200 mg, at most four times a day.";
    private static final String QUESTION = "我发烧了，有胃溃疡，能吃布洛芬吗？";
    private static final String ANSWER = "胃溃疡患者要慎用布洛芬，可先问医生；成人一次0.2克，一天不超过4次。";

    private final List<Duration> pauses = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private Map<String, String> unanswered = Map.of();

    private static SourceText text(String id, String text) {
        return new SourceText(id, text, "web_cn", null);
    }

    private void unify(ChatServer server, Map<String, Object> changes, SourceText... texts) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(Map.of("requestsAtOnce", 1));
        all.putAll(changes);
        UnifySettings settings = Settings.apply(UnifySettings.class, all);
        try (AnsweringModel model = Answerers.open(
                Answerers.server("model", server.address() + ",llama", null),
                Path.of(""),
                null,
                settings,
                pauses::add)) {
            Unifier unifier = new Unifier(model, outcomes::add);
            for (int place = 0; place < texts.length; place++) {
                unifier.add(new PendingText(texts[place], place, settings));
            }
            unifier.finish();
            unanswered = unifier.unanswered();
        }
    }

    private static String asked(JsonNode request) {
        return request.path("messages").path(0).path("content").asString();
    }

    private static boolean isForQuestion(JsonNode request) {
        return asked(request).contains("只写问题") || asked(request).contains("Write the question and nothing else");
    }

    /** Writes what is wanted, in the language in which it is asked. */
    static void well(int number, JsonNode request, HttpExchange exchange) throws IOException {
        boolean chinese = asked(request).contains("只写");
        if (isForQuestion(request)) {
            ChatServer.reply(exchange, chinese ? "问题：" + QUESTION : "Question: May I take ibuprofen for a fever?");
        } else {
            ChatServer.reply(exchange, chinese ? ANSWER : "Yes: 200 mg, at most four times a day, with food.");
        }
    }

    @Test
    void aTextBecomesAQuestionAndAnAnswerInItsLanguage() throws IOException {
        try (ChatServer server = ChatServer.start(UnifierTest::well)) {
            unify(server, Map.of(), text("t1", CHINESE), text("t2", ENGLISH));

            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new Outcome("t1", "web_cn", QUESTION, ANSWER, null, 2),
                            new Outcome(
                                    "t2",
                                    "web_cn",
                                    "May I take ibuprofen for a fever?",
                                    "Yes: 200 mg, at most four times a day, with food.",
                                    null,
                                    2));
            assertThat(server.requests()).hasSize(4);
            assertThat(asked(server.requests().getFirst())).contains(CHINESE, "不超过 300 个字");
            assertThat(server.requests())
                    .filteredOn(request -> asked(request).contains("有人问"))
                    .singleElement()
                    .satisfies(request -> assertThat(asked(request)).contains(QUESTION, CHINESE));
        }
    }

    @Test
    void theLanguageCanBeChosenAndATextSaysItsOwn() throws IOException {
        try (ChatServer server = ChatServer.start(UnifierTest::well)) {
            unify(server, Map.of("language", "zh"), text("t1", ENGLISH));
            unify(server, Map.of(), new SourceText("t2", "CT: 5 mm", "web_cn", "zh"));

            assertThat(outcomes).extracting(Outcome::question).containsExactly(QUESTION, QUESTION);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "根据上文，能吃布洛芬吗？, question.leak",
        "'According to the passage, 能吃吗？能吃布洛芬吗', question.leak",
        "'', question.empty",
        "May I take ibuprofen?, question.language",
        "能吃布洛芬吗？请仔细说说怎么吃、吃多少、一天几次、饭前还是饭后, question.long",
    })
    void aQuestionThatDoesNotPassIsAskedForTwiceThenTheTextIsDropped(String written, String reason) throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> ChatServer.reply(exchange, written))) {
            unify(server, Map.of("questionLength", 25), text("t1", CHINESE));

            assertThat(outcomes).containsExactly(new Outcome("t1", "web_cn", null, null, reason, 2));
            assertThat(server.requests().stream()
                            .map(request -> request.path("seed").asLong()))
                    .containsExactly(1L, 2L);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "参考资料里说，胃溃疡患者要慎用布洛芬，可以先去问一下医生。, answer.leak",
        "可以。, answer.short",
        "布洛芬可用于退热，成人一次0.2克，一日不超过4次；胃溃疡患者慎用。, answer.copied",
        "多喝水多睡觉，别担心，明天天气会好起来，祝愿您身体健康。, answer.apart",
    })
    void anAnswerThatDoesNotPassIsAskedForTwiceThenTheTextIsDropped(String written, String reason) throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) ->
                ChatServer.reply(exchange, isForQuestion(request) ? QUESTION : written))) {
            unify(server, Map.of("leastOverlap", 0.1, "mostOverlap", 0.9), text("t1", CHINESE));

            assertThat(outcomes).containsExactly(new Outcome("t1", "web_cn", QUESTION, null, reason, 3));
        }
    }

    @Test
    void theSecondTryIsTaken() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number % 2 == 1) {
                ChatServer.reply(exchange, "本文讲了什么？");
            } else {
                well(number, request, exchange);
            }
        })) {
            unify(server, Map.of(), text("t1", CHINESE));

            assertThat(outcomes).containsExactly(new Outcome("t1", "web_cn", QUESTION, ANSWER, null, 4));
        }
    }

    @Test
    void anAnswerThatTheLimitOfTokensCutIsNotTaken() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> ChatServer.send(exchange, 200, """
            {"choices": [{"message": {"content": "能吃布洛芬吗"}, "finish_reason": "length"}]}\
            """))) {
            unify(server, Map.of("tries", 1), text("t1", CHINESE));

            assertThat(outcomes).containsExactly(new Outcome("t1", "web_cn", null, null, "question.cut", 1));
        }
    }

    @Test
    void aServerThatIsBusyCutsOffOrTalksNonsenseIsAskedAgain() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            switch (number) {
                case 1 -> {
                    exchange.getResponseHeaders().add("Retry-After", "3");
                    ChatServer.send(exchange, 429, "slow down");
                }
                case 2 -> {
                    exchange.sendResponseHeaders(200, 1000);
                    exchange.getResponseBody().write("{\"choices\": [".getBytes());
                    throw new IOException("cut");
                }
                case 3 -> ChatServer.send(exchange, 200, "<html>gateway</html>");
                default -> well(number, request, exchange);
            }
        })) {
            unify(server, Map.of(), text("t1", CHINESE));

            assertThat(outcomes).extracting(Outcome::answer).containsExactly(ANSWER);
            assertThat(pauses).hasSize(3).contains(Duration.ofSeconds(3));
        }
    }

    @Test
    void aTextThatAServerIsTooSlowForIsLeftForTheNextStart() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (asked(request).contains("slow")) {
                over.await();
            }
            well(number, request, exchange);
        })) {
            unify(server, Map.of("timeout", 1, "attempts", 2), text("t1", CHINESE), text("t2", CHINESE + "slow"));
            over.countDown();

            assertThat(outcomes).extracting(Outcome::id).containsExactly("t1");
            assertThat(unanswered).containsExactly(Map.entry("t2", "no answer within 1 seconds"));
        }
    }

    @Test
    void aServerThatAnswersNothingIsGivenUp() throws IOException {
        try (ChatServer server =
                ChatServer.start((number, request, exchange) -> ChatServer.send(exchange, 401, "no"))) {
            SourceText[] texts = {text("t1", CHINESE), text("t2", CHINESE), text("t3", CHINESE)};

            assertThatThrownBy(() -> unify(server, Map.of(), texts))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("answers nothing (the server answers 401: no)");
            assertThat(outcomes).isEmpty();
        }
    }

    @Test
    void onlyTheBeginningOfATextIsShown() throws IOException {
        try (ChatServer server = ChatServer.start(UnifierTest::well)) {
            unify(server, Map.of("textLength", 9), text("t1", "😷" + CHINESE));

            assertThat(server.requests())
                    .allSatisfy(request ->
                            assertThat(asked(request)).contains("😷布洛芬可用于退热\n").doesNotContain("成人一次"));
        }
    }
}
