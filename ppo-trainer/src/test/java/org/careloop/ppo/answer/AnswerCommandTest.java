package org.careloop.ppo.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class AnswerCommandTest {
    @TempDir
    Path folder;

    private Path prompts;
    private Path candidate;
    private Path base;
    private Path out;
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void data() throws IOException {
        prompts = folder.resolve("prompts.jsonl");
        JsonLines.write(
                prompts,
                IntStream.range(0, 5)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("fever " + i))))
                        .toList());
        candidate = NanoModel.write(folder.resolve("candidate"), 3);
        base = NanoModel.write(folder.resolve("base"), 4);
        out = folder.resolve("out");
    }

    @Test
    void checkpointsAndServersAnswerTheSamePromptsAndTheirAnswersBecomeComparisons() throws IOException {
        try (ChatServer server = ChatServer.start(ChatServer::echo)) {
            assertThat(run("--server", "rival=" + server.address() + ",llama", "--set", "pairsPerPrompt=3"))
                    .isZero();

            List<Comparison> comparisons = JsonLines.readAll(out.resolve("pairs/comparisons.jsonl"), Comparison.class);
            JsonNode report = Json.read(out.resolve("pairs/report.json"), JsonNode.class);
            assertThat(report.path("comparisons").asInt()
                            + report.path("identical").asInt())
                    .isEqualTo(15);
            assertThat(comparisons)
                    .hasSize(report.path("comparisons").asInt())
                    .allSatisfy(row -> assertThat(row.votes()).isEmpty());
            assertThat(comparisons.stream().map(Comparison::id))
                    .doesNotHaveDuplicates()
                    .contains("p0#0-2", "p4#1-2");
            assertThat(comparisons.stream()
                            .filter(row -> row.models().contains("rival"))
                            .map(row -> row.models().get(0).equals("rival") ? row.a() : row.b()))
                    .hasSize(10)
                    .allSatisfy(text -> assertThat(text).startsWith("You said: fever"));
            assertThat(report.path("models").path(2).path("source").asString()).isEqualTo(server.address() + ",llama");
            assertThat(report.path("models").path(2).path("answered").asInt()).isEqualTo(5);
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void aRunThatWasBrokenOffEndsWithTheAnswersOfOneThatWasNot() throws IOException {
        assertThat(run()).isZero();
        String whole = texts();
        String comparisons = Files.readString(out.resolve("pairs/comparisons.jsonl"));
        Path answers = out.resolve("answers.jsonl");
        List<String> lines = Files.readAllLines(answers);
        Files.writeString(
                answers,
                String.join("\n", lines.subList(0, 3)) + "\n" + lines.get(3).substring(0, 40));
        RunDirectory run = new RunDirectory(out);
        run.writeStatus(RunStatus.queued(Instant.EPOCH));

        assertThat(run()).isZero();

        assertThat(texts()).isEqualTo(whole);
        assertThat(Files.readString(out.resolve("pairs/comparisons.jsonl"))).isEqualTo(comparisons);
        assertThat(Files.readAllLines(answers)).hasSize(10).startsWith(lines.get(0), lines.get(1), lines.get(2));
    }

    @Test
    void whatAServerDidNotAnswerIsAskedForAgainAndNothingElse() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number == 2) {
                ChatServer.send(exchange, 400, "no");
                return;
            }
            ChatServer.echo(number, request, exchange);
        })) {
            String[] rival = {"--server", "rival=" + server.address() + ",llama", "--set", "requestsAtOnce=1"};

            assertThat(run(rival)).isEqualTo(Commands.BAD_INPUT);
            assertThat(stderr.toString())
                    .contains("1 prompts have no answer from \"rival\" (p1: the server answers 400: no)")
                    .contains("start the run again to ask for the rest");
            assertThat(out.resolve("pairs")).doesNotExist();

            assertThat(run(rival)).isZero();
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void equalAnswersAreSetAsideAndNotAskedAbout() throws IOException {
        try (ChatServer one = ChatServer.start(ChatServer::echo);
                ChatServer two = ChatServer.start(ChatServer::echo)) {
            int code = execute(List.of(
                    "--prompts",
                    prompts.toString(),
                    "--server",
                    "one=" + one.address() + ",x",
                    "--server",
                    "two=" + two.address() + ",x",
                    "--out",
                    out.toString()));

            assertThat(code).isZero();
            assertThat(Files.readString(out.resolve("pairs/comparisons.jsonl"))).isEmpty();
            assertThat(Files.readAllLines(out.resolve("pairs/identical.jsonl")))
                    .hasSize(5)
                    .first(InstanceOfAssertFactories.STRING)
                    .contains("\"id\":\"p0\"")
                    .contains("\"a\":\"You said: fever 0\",\"b\":\"You said: fever 0\"");
        }
    }

    @Test
    void anotherOrderIntoTheSameDirectoryIsRefused() {
        assertThat(run()).isZero();
        assertThat(run("--set", "temperature=0.5")).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("name another --out");
    }

    @Test
    void oneModelOrTheSameTwiceOrAKeyThatIsNowhereIsRefusedBeforeAnythingIsMade() {
        assertThat(execute(List.of("--prompts", prompts.toString(), "--model", "a=" + base, "--out", out.toString())))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("a comparison needs two or more");
        assertThat(run("--model", "again=" + base)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("\"base\" and \"again\" are the same model");
        assertThat(run("--server", "x=http://127.0.0.1:1/v1,m", "--key", "x=CARELOOP_NO_SUCH_KEY"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("key: given x=CARELOOP_NO_SUCH_KEY");
        assertThat(run("--server", "x=127.0.0.1:8000")).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString())
                .contains("server: given 127.0.0.1:8000, expected an address and the model's name");
        assertThat(run("--set", "choice=information")).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("a reward model that chooses: name one");
        assertThat(out).doesNotExist();
    }

    private String texts() throws IOException {
        return JsonLines.readAll(out.resolve("answers.jsonl"), Answer.class).stream()
                .map(answer -> answer.id() + answer.model() + answer.response())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--prompts", prompts.toString(), "--model", "candidate=" + candidate, "--model", "base=" + base));
        arguments.addAll(List.of("--out", out.toString(), "--set", "maxNewTokens=8", "--set", "batchSize=2"));
        arguments.addAll(List.of(more));
        return execute(arguments);
    }

    private int execute(List<String> arguments) {
        CommandLine command = new CommandLine(new AnswerCommand());
        command.setErr(new PrintWriter(stderr, true));
        command.setOut(new PrintWriter(new StringWriter()));
        return Commands.run(command, arguments.toArray(String[]::new));
    }
}
