package org.careloop.ppo.unify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.careloop.ppo.answer.ChatServer;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.ppo.ranks.RankProcesses;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.cli.Commands;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.rows.SourceText;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

@Timeout(120)
class UnifyCommandTest {
    private static final int TEXTS = 40;

    @TempDir
    Path folder;

    private Path texts;
    private Path out;

    private record Result(int exitCode, String out, String err) {}

    @BeforeEach
    void fortyTextsOfTwoSources() throws IOException {
        texts = folder.resolve("texts.jsonl");
        out = folder.resolve("rows");
        JsonLines.write(
                texts,
                IntStream.range(0, TEXTS)
                        .mapToObj(i -> new SourceText(
                                "t" + i, "布洛芬可用于退热，第%d段。".formatted(i), i % 4 == 0 ? "books_cn" : "web_cn", null))
                        .toList());
    }

    private List<String> arguments(ChatServer server, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--texts=" + texts,
                "--server=" + server.address() + ",llama",
                "--out=" + out,
                "--set=requestsAtOnce=1"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static Result run(List<String> arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = new CommandLine(new UnifyCommand());
        command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return new Result(Commands.run(command, arguments.toArray(String[]::new)), out.toString(), err.toString());
    }

    @Test
    void theRowsCarryTheirSourceAndTheReportCountsThem() throws IOException {
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (request.toString().contains("第7段")) {
                ChatServer.reply(exchange, "本文讲什么？");
            } else {
                UnifierTest.well(number, request, exchange);
            }
        })) {
            Result result = run(arguments(server));

            assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
            assertThat(result.out()).contains("\"rows\":39", "\"dropped\":{\"question.leak\":1}");
            List<Dialogue> rows = JsonLines.readAll(out.resolve("dialogues.jsonl"), Dialogue.class);
            assertThat(rows).hasSize(39);
            assertThat(rows)
                    .filteredOn(row -> "t4".equals(row.id()))
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.source()).isEqualTo("books_cn");
                        assertThat(row.turns()).hasSize(2);
                    });
            JsonNode report = Json.read(out.resolve("report.json"), JsonNode.class);
            assertThat(report.path("made").path("web_cn").asInt()).isEqualTo(29);
            assertThat(report.path("asked").path("wording").path("zh").asInt()).isEqualTo(1);
        }
    }

    @Test
    void aProcessThatIsKilledLosesNothingAndTheNextDoublesNothing() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (number == TEXTS) {
                half.countDown();
                killed.await();
            }
            UnifierTest.well(number, request, exchange);
        })) {
            List<String> command = new ArrayList<>(RankProcesses.java());
            command.addAll(List.of("org.careloop.ppo.Trainers", "unify"));
            command.addAll(arguments(server));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(new File(folder.toFile(), "log"))
                    .start();
            assertThat(half.await(100, TimeUnit.SECONDS))
                    .as(Files.readString(folder.resolve("log")))
                    .isTrue();
            process.destroyForcibly().waitFor();
            killed.countDown();
            Path outcomes = out.resolve("outcomes.jsonl");
            String before = Files.readString(outcomes);
            long done = before.lines().count();
            assertThat(done).isBetween(5L, TEXTS - 5L);
            Files.writeString(outcomes, before + "{\"id\": \"t39\", \"sour");

            int earlier = server.requests().size();
            Result result = run(arguments(server));

            assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
            assertThat(Files.readString(outcomes)).startsWith(before);
            assertThat(JsonLines.readAll(out.resolve("dialogues.jsonl"), Dialogue.class))
                    .extracting(Dialogue::id)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, TEXTS).mapToObj(i -> "t" + i).toList());
            assertThat(server.requests().size() - earlier).isEqualTo((int) (2 * (TEXTS - done)));
        }
    }

    @Test
    void aFolderThatAnotherProcessWritesToIsLeftAlone() throws IOException {
        try (ChatServer server = ChatServer.start(UnifierTest::well)) {
            run(arguments(server));
            String before = Files.readString(out.resolve("outcomes.jsonl"));
            try (RunClaim claim = new RunDirectory(out).claimOrRefuse()) {
                Result second = run(arguments(server));

                assertThat(second.exitCode()).isEqualTo(Commands.BAD_INPUT);
                assertThat(second.err()).contains(out + ": this run is being executed already, by process ");
            }
            assertThat(Files.readString(out.resolve("outcomes.jsonl"))).isEqualTo(before);
            assertThat(run(arguments(server)).exitCode()).isEqualTo(Commands.DONE);
        }
    }

    @Test
    void whatIsUnansweredIsSaidAndAskedForByTheNextStart() throws IOException {
        boolean[] well = {false};
        try (ChatServer server = ChatServer.start((number, request, exchange) -> {
            if (request.toString().contains("第3段") && !well[0]) {
                ChatServer.send(exchange, 400, "no");
            } else {
                UnifierTest.well(number, request, exchange);
            }
        })) {
            Result first = run(arguments(server));
            assertThat(first.exitCode()).isEqualTo(Commands.BAD_INPUT);
            assertThat(first.err())
                    .contains("the model gave no answer for 1 texts (t3: the server answers 400: no). What was made is"
                            + " kept");
            assertThat(JsonLines.readAll(out.resolve("dialogues.jsonl"), Dialogue.class))
                    .hasSize(TEXTS - 1);
            assertThat(run(arguments(server, "--leave-out-unanswered")).exitCode())
                    .isEqualTo(Commands.DONE);

            well[0] = true;
            Result last = run(arguments(server));
            assertThat(last.exitCode()).as(last.err()).isEqualTo(Commands.DONE);
            assertThat(last.out()).contains("\"rows\":40");
        }
    }

    @Test
    void otherSettingsAreNotGoneOnWithButMorePatienceIs() throws IOException {
        try (ChatServer server = ChatServer.start(UnifierTest::well)) {
            run(arguments(server));
            assertThat(run(arguments(server, "--set=timeout=7")).exitCode()).isEqualTo(Commands.DONE);
            Result other = run(arguments(server, "--set=textLength=5"));

            assertThat(other.exitCode()).isEqualTo(Commands.BAD_INPUT);
            assertThat(other.err())
                    .contains("rows of other texts, by another model, other settings or other words are there");
        }
    }

    @Test
    void aCheckpointCanWriteToo() throws IOException {
        Path model = NanoModel.write(folder.resolve("model"), 3);
        Result result = run(List.of("--texts=" + texts, "--model=" + model, "--out=" + out));

        // It reads 64 tokens, so that no question fits.
        assertThat(result.exitCode()).as(result.err()).isEqualTo(Commands.DONE);
        assertThat(result.out()).contains("\"rows\":0", "\"dropped\":{\"question.unreadable\":40}");
    }

    @Test
    void aModelOrAServerHasToBeNamed() {
        assertThat(run(List.of("--texts=" + texts, "--out=" + out)).err()).contains("--model", "--server");
        assertThat(run(List.of("--texts=" + texts, "--out=" + out, "--server=here"))
                        .err())
                .contains("server: given here, expected an address and the model's name there");
        assertThat(out).doesNotExist();
    }
}
