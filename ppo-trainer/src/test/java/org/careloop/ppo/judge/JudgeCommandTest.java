package org.careloop.ppo.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.careloop.ppo.answer.ChatServer;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.Commands;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.JudgeCounts;
import org.careloop.run.judging.PairOutcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** A judge behind a server, from the pairs to the report. */
@Timeout(60)
class JudgeCommandTest {
    private static final int PAIRS = 12;

    @TempDir
    Path folder;

    private Path pairs;
    private Path out;

    private record Result(int exitCode, String out, String err) {}

    /** The new model's answer is the longer one in every third pair; people agree with length but once. */
    @BeforeEach
    void pairsOfTwoModels() throws IOException {
        pairs = folder.resolve("pairs.jsonl");
        out = folder.resolve("verdicts");
        List<Comparison> rows = new ArrayList<>();
        for (int i = 0; i < PAIRS; i++) {
            String longer = "Rest and drink enough, case %d, and come back if it gets worse.".formatted(i);
            String ofNew = i % 3 == 0 ? longer : "Rest.";
            String ofOld = i % 3 == 0 ? "Rest." : longer;
            boolean newIsA = i % 2 == 0;
            Verdict longerIs = (i % 3 == 0) == newIsA ? Verdict.A : Verdict.B;
            Verdict said = i == 5 ? longerIs.swapped() : longerIs;
            rows.add(row("p" + i, newIsA ? ofNew : ofOld, newIsA ? ofOld : ofNew, newIsA, said));
        }
        rows.add(row("same", "Rest.", "Rest. ", true, Verdict.SAME));
        JsonLines.write(pairs, rows);
    }

    private static Comparison row(String id, String a, String b, boolean newIsA, Verdict said) {
        return new Comparison(
                id,
                List.of(Message.user("What helps with " + id + "?")),
                a,
                b,
                List.of(new Vote("dr-one", said)),
                "en",
                List.of(),
                List.of(),
                newIsA ? List.of("new", "old") : List.of("old", "new"),
                null,
                null,
                List.of());
    }

    private Result run(ChatServer server, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pairs=" + pairs,
                "--new=new",
                "--server=" + server.address() + ",judge-70b",
                "--out=" + out,
                "--set=attempts=1"));
        arguments.addAll(List.of(more));
        StringWriter said = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new JudgeCommand());
        command.setOut(new PrintWriter(said)).setErr(new PrintWriter(err));
        return new Result(Commands.run(command, arguments.toArray(String[]::new)), said.toString(), err.toString());
    }

    private static String question(JsonNode request) {
        return request.path("messages").path(0).path("content").asString();
    }

    private static int length(JsonNode request, int answer) {
        return question(request)
                .split("=== Answer %d ===\n".formatted(answer))[1]
                .indexOf("\n\n===");
    }

    private static String byLength(JsonNode request) {
        return "One is longer.\nVerdict: " + (length(request, 1) > length(request, 2) ? 1 : 2);
    }

    private JsonNode report() throws IOException {
        return Json.read(out.resolve("report.json"), JsonNode.class);
    }

    private static int calls(ChatServer server, ToIntFunction<JsonNode> counted) {
        return server.requests().stream().mapToInt(counted).sum();
    }

    @Test
    void everyPairIsAskedInBothOrdersAndStandsBesideTheVotes() throws IOException {
        try (ChatServer server =
                ChatServer.start((n, request, exchange) -> ChatServer.reply(exchange, byLength(request)))) {
            Result result = run(server);

            assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
            assertThat(server.requests()).hasSize(2 * PAIRS);
            assertThat(calls(server, request -> length(request, 1) > length(request, 2) ? 1 : 0))
                    .isEqualTo(PAIRS);
        }
        JsonNode report = report();
        assertThat(report.path("kind").asString()).isEqualTo("model");
        assertThat(report.path("asked").path("judge").asString()).endsWith("judge-70b");
        assertThat(report.path("all").path("win").path("count").asInt()).isEqualTo(4);
        assertThat(report.path("all").path("tie").path("count").asInt()).isEqualTo(1);
        assertThat(report.path("all").path("fail").path("count").asInt()).isEqualTo(8);
        assertThat(report.path("identical").asInt()).isEqualTo(1);
        assertThat(report.path("orders").path("consistent").asInt()).isEqualTo(PAIRS);
        JsonNode people = report.path("people");
        assertThat(people.path("n").asInt()).isEqualTo(PAIRS + 1);
        assertThat(people.path("equal").path("count").asInt()).isEqualTo(PAIRS);
        assertThat(people.path("table").path("fail/win").asInt()).isEqualTo(1);
        // Twelve of thirteen alike; margins of the judge 4, 1, 8 and of people 5, 1, 7.
        double expected = (4 * 5 + 1 + 8 * 7) / 169.0;
        assertThat(people.path("kappa").path("value").asDouble())
                .isCloseTo((12 / 13.0 - expected) / (1 - expected), within(1e-12));
        assertThat(people.path("kappa").path("low").asDouble()).isLessThan(.8);
    }

    @Test
    void aJudgeThatPrefersWhatStandsFirstDecidesNothing() throws IOException {
        try (ChatServer server = ChatServer.start((n, request, exchange) -> ChatServer.reply(exchange, "Verdict: 1"))) {
            assertThat(run(server).exitCode()).isEqualTo(Commands.DONE);
        }
        assertThat(report().path("all").path("tie").path("count").asInt()).isEqualTo(PAIRS + 1);
        assertThat(report().path("orders").path("contradictory").asInt()).isEqualTo(PAIRS);
        assertThat(report().path("orders").path("first").asInt()).isEqualTo(2 * PAIRS);
    }

    @Test
    void aReplyWithoutAVerdictIsAskedForAgainAndThenCountedAsFailed() throws IOException {
        try (ChatServer server = ChatServer.start((n, request, exchange) -> ChatServer.reply(
                exchange, question(request).contains("with p3?") ? "I cannot say." : byLength(request)))) {
            Result result = run(server, "--set=tries=2");

            assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
            assertThat(calls(server, request -> question(request).contains("with p3?") ? 1 : 0))
                    .isEqualTo(4);
        }
        assertThat(report().path("failed").asInt()).isEqualTo(1);
        assertThat(report().path("all").path("n").asInt()).isEqualTo(PAIRS);
        assertThat(JsonLines.readAll(out.resolve("judged.jsonl"), PairOutcome.class))
                .filteredOn(pair -> pair.id().equals("p3"))
                .singleElement()
                .satisfies(pair -> assertThat(pair.outcome()).isNull());
    }

    @Test
    void aJudgeOfWhichNothingCanBeReadIsRefusedWithWhatItSaid() throws IOException {
        try (ChatServer server =
                ChatServer.start((n, request, exchange) -> ChatServer.reply(exchange, "Lorem ipsum."))) {
            Result result = run(server, "--set=tries=1");

            assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
            assertThat(result.err()).contains("expected a last line such as \"Verdict: 1\", given \"Lorem ipsum.\"");
        }
    }

    @Test
    void whatAServerDidNotAnswerIsAskedForByTheNextStartAndNothingElse() throws IOException {
        try (ChatServer server = ChatServer.start((n, request, exchange) -> {
            if (question(request).contains("with p7?")) {
                ChatServer.send(exchange, 429, "{\"error\": {\"message\": \"slow down\"}}");
            } else {
                ChatServer.reply(exchange, byLength(request));
            }
        })) {
            Result result = run(server);

            assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
            assertThat(result.err()).contains("the judge did not answer 2 times", "429", "What it said is kept");
            assertThat(Files.readAllLines(out.resolve("calls.jsonl"))).hasSize(2 * (PAIRS - 1));
        }
        try (ChatServer server =
                ChatServer.start((n, request, exchange) -> ChatServer.reply(exchange, byLength(request)))) {
            Path asked = out.resolve("asked.json"); // another server of the test has another port
            Files.writeString(
                    asked,
                    Files.readString(asked)
                            .replaceAll("127\\.0\\.0\\.1:\\d+", server.address().replaceAll(".*//|/v1", "")));

            Result result = run(server);

            assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
            assertThat(server.requests()).hasSize(2);
        }
        assertThat(report().path("failed").asInt()).isZero();
    }

    @Test
    void votesThatCameLaterAreCountedWithoutAskingAgain() throws IOException {
        try (ChatServer server =
                ChatServer.start((n, request, exchange) -> ChatServer.reply(exchange, byLength(request)))) {
            run(server);
            List<Comparison> rows = new ArrayList<>(JsonLines.readAll(pairs, Comparison.class));
            rows.set(0, row("p0", rows.getFirst().a(), rows.getFirst().b(), true, Verdict.B));
            JsonLines.write(pairs, rows);

            assertThat(run(server).exitCode()).isEqualTo(Commands.DONE);
            assertThat(server.requests()).hasSize(2 * PAIRS);
        }
        assertThat(report().path("people").path("equal").path("count").asInt()).isEqualTo(PAIRS - 1);
    }

    @Test
    void aModelThatIsNotThereIsNamedWithThoseThatAre() throws IOException {
        try (ChatServer server =
                ChatServer.start((n, request, exchange) -> ChatServer.reply(exchange, byLength(request)))) {
            Result result = run(server, "--rival=older");

            assertThat(result.exitCode()).isEqualTo(Commands.BAD_INPUT);
            assertThat(result.err()).contains("given older as the rival of \"new\", expected one of old");
            assertThat(out).doesNotExist();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void whereNothingWasJudgedTheTableHasNoShares() {
        JudgeAsked asked = new JudgeAsked("m", "new", "old", "aa", Map.of("en", 1), "tries=3");

        assertThat(JudgeTable.of(new JudgeCounts(Map.of()).report(asked, List.of(), 0)))
                .contains("judge        no pair with a verdict, n = 0")
                .doesNotContain("0.000");
    }
}
