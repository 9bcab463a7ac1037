package org.careloop.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.cli.Commands;
import org.careloop.run.path.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** Whole paths, each stage in a process of its own. */
class PathCommandTest {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root", ".."));

    @TempDir
    Path folder;

    private final StringWriter said = new StringWriter();

    private int careloop(String... arguments) {
        CommandLine commands = Trainers.commands();
        commands.setErr(new PrintWriter(said));
        commands.setOut(new PrintWriter(said));
        return Commands.run(commands, arguments);
    }

    @Test
    void aPathGoesFromTextsThroughSupervisionAndIsNotWalkedTwice() throws IOException {
        NanoModel.write(folder.resolve("base"), 3);
        Files.writeString(folder.resolve("texts.txt"), "ab ab ab\n".repeat(200));
        Files.writeString(
                folder.resolve("rows.jsonl"),
                "{\"prompt\":[{\"role\":\"user\",\"content\":\"a\"}],\"response\":\"b\"}\n".repeat(8));
        Path recipe = Files.writeString(folder.resolve("path.yaml"), """
            model: base
            stages:
              - name: texts
                command: pretrain
                data: texts.txt
                settings: {sequenceLength: 32, batchSize: 4, textUnit: line, evaluationShare: 0}
              - name: rows
                command: sft
                data: [rows.jsonl, rows.jsonl]
                settings: {epochs: 1, batchSize: 8, evaluationShare: 0}
            """);
        String[] path = {
            "path", recipe.toString(), "--out", folder.resolve("out").toString()
        };

        assertThat(careloop(path)).as(said.toString()).isEqualTo(Commands.DONE);

        RunDirectory rows = new RunDirectory(folder.resolve("out/02-rows"));
        RunSpec spec = rows.readSpec();
        assertThat(Path.of(String.valueOf(spec.model()))).isEqualTo(folder.resolve("out/01-texts/model"));
        assertThat(Files.readAllLines(rows.dialogues()).stream().filter(line -> !line.isBlank()))
                .hasSize(16);
        JsonNode loss =
                Json.read(folder.resolve("out/report.json"), JsonNode.class).at("/stages/1/figures/loss~1train");
        assertThat(loss.get("last").asDouble()).isLessThan(loss.get("first").asDouble());

        said.getBuffer().setLength(0);
        assertThat(careloop(path)).isEqualTo(Commands.DONE);
        assertThat(said.toString()).contains("[1/2] 01-texts: done", "[2/2] 02-rows: done");
    }

    @Test
    void theBundledPathFitsTheCommandsOfToday() {
        String demo = ROOT.resolve("demo/path.yaml").toString();

        assertThat(careloop(
                        "path", demo, "--check", "--out", folder.resolve("out").toString()))
                .as(said.toString())
                .isEqualTo(Commands.DONE);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    static Stream<String> recipes() {
        return Stream.of("carebot.yaml", "huatuo2.yaml");
    }

    /** A recipe to copy names data that only its reader has; everything else of it fits. */
    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeToCopyFitsOnceItsDataAreThere(String name) throws IOException {
        Path recipe = Files.copy(ROOT.resolve("docs/recipes").resolve(name), folder.resolve(name));
        for (String data : named(recipe)) {
            stand(data);
        }

        for (String source : List.of("medical", "general", "best-medical", "supervised")) {
            for (String language : List.of("en", "zh")) {
                Path texts = Files.createDirectories(
                        folder.resolve("data").resolve(source).resolve(language));
                Files.writeString(texts.resolve("texts.txt"), "a");
            }
        }
        int code = careloop(
                "path",
                recipe.toString(),
                "--check",
                "--out",
                folder.resolve("out").toString());

        assertThat(code).as(said.toString()).isEqualTo(Commands.DONE);
    }

    /** Puts something of the bundled path there that is read like it. */
    private void stand(String data) throws IOException {
        Path bundled = ROOT.resolve("demo/path");
        Path at = folder.resolve(data);
        Files.createDirectories(at.getParent());
        switch (data.replaceFirst(".*/", "")) {
            case "comparisons.jsonl", "prompts.jsonl" -> Files.copy(bundled.resolve(at.getFileName()), at);
            case "corpus.jsonl" -> Files.copy(bundled.resolve("texts/medical/en/texts.jsonl"), at);
            case "stable.json", "boost.json" ->
                Files.copy(ROOT.resolve("docs/recipes").resolve(data), at);
            case String rows when rows.endsWith(".jsonl") -> Files.copy(bundled.resolve("dialogues.jsonl"), at);
            default -> Files.createDirectories(at);
        }
    }

    private static List<String> named(Path recipe) throws IOException {
        Recipe read = Recipe.read(recipe);
        return Stream.concat(
                        Stream.of(read.model()),
                        Stream.concat(read.exams().stream(), read.stages().stream())
                                .flatMap(
                                        step -> step.options().values().stream().flatMap(List::stream)))
                .filter(value -> value.matches("(models|data|exams|carebot)/[\\w./-]+"))
                .toList();
    }
}
