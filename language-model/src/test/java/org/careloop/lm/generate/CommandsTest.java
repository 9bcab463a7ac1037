package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Response;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {
    private static final Path STORIES = Path.of(System.getProperty("careloop.shared"), "models/stories260K");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void greedyContinuationOfTheTrainedModelEqualsTheReference() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        int code = run(
                new GenerateCommand(),
                "--model",
                STORIES.toString(),
                "--text",
                "",
                "--set",
                "temperature=0",
                "--set",
                "maxNewTokens=200");

        assertThat(code).as(err.toString()).isZero();
        List<String> lines = out.toString().lines().toList();
        Response row = Json.MAPPER.readValue(lines.getFirst(), Response.class);
        assertThat(row.tokens()).isEqualTo(expectedIds());
        assertThat(row.promptTokens()).containsExactly(1);
        assertThat(row.logprobs()).hasSize(200);
        assertThat(row.response()).startsWith("Once upon a time");
        assertThat(lines.getLast()).contains("\"responses\":1").contains("\"tokens\":200");
    }

    @Test
    void logProbsOfGeneratedRowsEqualThoseThatCameWithThem() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        Path prompts = directory.resolve("prompts.jsonl");
        Files.writeString(prompts, """
                {"id": "a", "prompt": [{"role": "user", "content": "Once upon a time"}]}
                {"id": "b", "prompt": [{"role": "user", "content": "The dog"}]}
                """);
        Path responses = directory.resolve("responses.jsonl");
        Path measured = directory.resolve("measured.jsonl");

        assertThat(run(
                        new GenerateCommand(),
                        "--model",
                        STORIES.toString(),
                        "--prompts",
                        prompts.toString(),
                        "--out",
                        responses.toString(),
                        "--set",
                        "maxNewTokens=20"))
                .as(err.toString())
                .isZero();
        assertThat(run(
                        new LogProbsCommand(),
                        "--model",
                        STORIES.toString(),
                        "--responses",
                        responses.toString(),
                        "--out",
                        measured.toString()))
                .as(err.toString())
                .isZero();

        List<Response> generated = JsonLines.readAll(responses, Response.class);
        List<Response> read = JsonLines.readAll(measured, Response.class);
        assertThat(read).extracting(Response::id).containsExactly("a", "b");
        for (int i = 0; i < 2; i++) {
            assertThat(read.get(i).tokens()).isEqualTo(generated.get(i).tokens());
            for (int t = 0; t < read.get(i).logprobs().size(); t++) {
                assertThat(read.get(i).logprobs().get(t))
                        .isCloseTo(generated.get(i).logprobs().get(t), within(1e-4));
            }
        }
    }

    @Test
    void tokensOfAnotherModelAreBadInput() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        Path responses = directory.resolve("responses.jsonl");
        Files.writeString(responses, """
                {"id": "a", "prompt": [], "response": "x", "promptTokens": [1], "tokens": [5, 128009]}
                """);
        assertThat(run(new LogProbsCommand(), "--model", STORIES.toString(), "--responses", responses.toString()))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString()).contains("response \"a\" has token 128009 and the model knows 512");
    }

    @Test
    void anAnswerEndsBeforeItsStopTextAndIsWrittenAsItComes() throws IOException {
        assumeTrue(Files.exists(STORIES), "stories260K is not in the shared models");
        int code = run(
                new GenerateCommand(),
                "--model",
                STORIES.toString(),
                "--text",
                "",
                "--stream",
                "--set",
                "temperature=0",
                "--set",
                "maxNewTokens=200",
                "--set",
                "stop=there was");

        assertThat(code).as(err.toString()).isZero();
        Response row = Json.MAPPER.readValue(out.toString().lines().findFirst().orElseThrow(), Response.class);
        assertThat(row.response()).isEqualTo("Once upon a time, ");
        assertThat(err.toString()).contains("Once upon a time, there was").doesNotContain("there was a");
        int drawn = row.tokens() == null ? 0 : row.tokens().size();
        assertThat(row.tokens()).isEqualTo(expectedIds().subList(0, drawn));
        assertThat(row.logprobs()).hasSize(drawn);
    }

    @Test
    void aDirectoryThatIsNoModelIsBadInput() {
        assertThat(run(new GenerateCommand(), "--model", directory.toString(), "--text", "x"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString()).contains(directory.toString()).contains("config.json");
    }

    @Test
    void aModelWithoutTokenizerIsBadInput() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/parity/plain"))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(file.getFileName()));
            }
        }
        assertThat(run(new GenerateCommand(), "--model", directory.toString(), "--text", "x"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString()).contains("no tokenizer.json");
    }

    @Test
    void aSettingThatDoesNotFitIsBadInput() {
        assertThat(run(new GenerateCommand(), "--model", STORIES.toString(), "--text", "x", "--set", "topP=1.5"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(err.toString())
                .contains("setting \"topP\" is 1.5; expected a number, above 0 to 1: change it, or leave it out");
    }

    private int run(Commands.Summarised command, String... arguments) {
        CommandLine line = new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return Commands.run(line, arguments);
    }

    private static List<Integer> expectedIds() throws IOException {
        String ids = Files.readString(STORIES.resolve("greedy-200-tokens.expected.ids"));
        return new ArrayList<>(
                Arrays.stream(ids.strip().split("\\s+")).map(Integer::valueOf).toList());
    }
}
