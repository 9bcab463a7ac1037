package org.careloop.ppo;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.DType;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.Response;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** What every kind of run writes is what it trained, and every command reads it, as adapter and as whole model. */
class SavedEqualsTrainedTest {
    @TempDir
    Path folder;

    private Path base;
    private Path prompts;
    private Path comparisons;
    private Path dialogues;
    private Path responses;
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void dataAndABaseInSixteenBits() throws IOException {
        Path whole = NanoModel.write(folder.resolve("whole"), 3);
        base = folder.resolve("base");
        CheckpointWriter.of(LanguageModel.load(whole, LoadOptions.cpu()))
                .dtype(DType.BF16)
                .tokenizerFrom(whole)
                .write(base);
        prompts = folder.resolve("prompts.jsonl");
        comparisons = folder.resolve("comparisons.jsonl");
        dialogues = folder.resolve("dialogues.jsonl");
        responses = folder.resolve("responses.jsonl");
        List<Integer> numbers = IntStream.range(0, 8).boxed().toList();
        JsonLines.write(
                prompts,
                numbers.stream().map(i -> new Prompt("p" + i, question(i))).toList());
        JsonLines.write(
                comparisons,
                numbers.stream()
                        .map(i -> new Comparison(
                                "c" + i, question(i), "yes", "no", List.of(new Vote("n1", Verdict.A)), null, List.of()))
                        .toList());
        JsonLines.write(
                dialogues,
                numbers.stream()
                        .map(i -> Map.of("messages", List.of(Message.user("Q" + i), Message.assistant("yes"))))
                        .toList());
        JsonLines.write(
                responses,
                numbers.stream()
                        .map(i -> new Response("r" + i, question(i), i % 2 == 0 ? "yes" : "no"))
                        .toList());
    }

    private static List<Message> question(int number) {
        return List.of(Message.user("Q" + number));
    }

    @ParameterizedTest
    @CsvSource({"on, f32", "on, bf16", "off, f32", "off, bf16"})
    void everyKindLoadsWhatItWroteAndSaysHowNearItIs(String lora, String dtype) throws IOException {
        for (RunKind kind : List.of(
                RunKind.SFT, RunKind.REWARD, RunKind.PPO, RunKind.RLOO, RunKind.GRPO, RunKind.REINFORCE, RunKind.DPO)) {
            Path model = trained(kind, base, "lora=" + lora, "dtype=" + dtype);

            JsonNode saved =
                    Json.read(model.resolve("report.json"), JsonNode.class).path("saved");
            boolean coarse = lora.equals("on") && dtype.equals("bf16");
            assertThat(saved.path("model").asDouble(1)).as(kind.label()).isLessThan(1e-5);
            assertThat(saved.path("bound").asDouble()).isEqualTo(coarse ? 1e-3 : 1e-5);
            assertThat(saved.path("values").asInt()).isPositive();
            assertThat(saved.path("type").asString()).isEqualTo("F32");
            assertThat(Files.exists(model.resolve("adapter/adapter_model.safetensors")))
                    .isEqualTo(lora.equals("on"));
            assertThat(saved.has("adapter")).isEqualTo(lora.equals("on"));
            assertThat(saved.path("adapter").asDouble()).isZero();
            assertThat(saved.path("served").size()).isEqualTo(lora.equals("on") ? 4 : 2);
            assertThat(Files.readString(model.resolve("README.md")))
                    .contains("## Saved as trained")
                    .contains("the whole model in f32 differs by");
        }
    }

    @Test
    void aMergeInSixteenBitsSaysInCardAndReportWhatItLost() throws IOException {
        Path model = trained(RunKind.DPO, base, "lora=on", "saveAs=bf16", "learningRate=1e-5");

        JsonNode saved = Json.read(model.resolve("report.json"), JsonNode.class).path("saved");
        assertThat(saved.at("/lost/share").asDouble()).isBetween(.5, 1.);
        assertThat(saved.path("model").asDouble(1)).isZero();
        assertThat(Files.readString(model.resolve("README.md")))
                .contains("Rounded to bf16, ")
                .contains("| the whole model, an adapter merged in, rounded to bf16 |");
    }

    /** Over sixteen bits: what is merged there is rounded, so the adapter alone says what was trained. */
    @Test
    void everyCommandTakesTheAdaptersDirectory() throws IOException {
        Path policy = trained(RunKind.SFT, base, "lora=on", "learningRate=0.01");
        Path reward = trained(RunKind.REWARD, base, "lora=on", "learningRate=0.01");

        assertThat(said("logprobs", "--model", policy.resolve("adapter"), "--responses", responses))
                .isCloseTo(said("logprobs", "--model", policy, "--responses", responses), within(1e-5))
                .isNotCloseTo(said("logprobs", "--model", base, "--responses", responses), within(1e-2));
        assertThat(said("score", "--reward", reward.resolve("adapter"), "--responses", responses))
                .isCloseTo(said("score", "--reward", reward, "--responses", responses), within(1e-5));
        assertThat(run("generate", "--model", policy.resolve("adapter"), "--text", "Q", "--out", folder.resolve("o")))
                .as(stderr.toString())
                .isZero();
    }

    /** What is trained over an adapter is kept as one adapter over the base that there is. */
    @ParameterizedTest
    @CsvSource({"f32, on", "bf16, on", "f32, off"})
    void trainingGoesOnFromAnAdapter(String dtype, String lora) throws IOException {
        Path first = trained(RunKind.SFT, base, "lora=on", "learningRate=0.01").resolve("adapter");
        Path reward = trained(RunKind.REWARD, base, "lora=on").resolve("adapter");
        for (RunKind kind : List.of(RunKind.SFT, RunKind.DPO, RunKind.PPO, RunKind.REWARD)) {
            Path out = folder.resolve("second-" + kind.label());
            run(kind, first, reward, out, "lora=" + lora, "dtype=" + dtype, "learningRate=0.001");
            JsonNode report = Json.read(out.resolve("model/report.json"), JsonNode.class);
            assertThat(report.path("base").asString()).isEqualTo("sft");
            assertThat(report.at("/saved/model").asDouble(1)).as(kind.label()).isLessThan(1e-5);
            assertThat(report.at("/saved/adapter").asDouble())
                    .as(kind.label())
                    .isLessThan(dtype.equals("f32") ? 1e-5 : 1e-3);
        }
        if (lora.equals("on")) {
            Path second = folder.resolve("second-dpo/model/adapter");
            assertThat(Json.read(second.resolve("adapter_config.json"), JsonNode.class)
                            .path("r")
                            .asInt())
                    .isEqualTo(32);
            assertThat(said("logprobs", "--model", second, "--responses", responses))
                    .isCloseTo(
                            said("logprobs", "--model", folder.resolve("second-dpo"), "--responses", responses),
                            within(1e-5));
        }
    }

    @Test
    void anAdapterWithoutItsBaseIsRefusedAndTakenWithIt() throws IOException {
        Path kept = trained(RunKind.SFT, base, "lora=on").resolve("adapter");
        Path lone = folder.resolve("lone");
        Files.createDirectories(lone);
        for (String file : List.of("adapter_config.json", "adapter_model.safetensors")) {
            Files.copy(kept.resolve(file), lone.resolve(file));
        }

        assertThat(run("logprobs", "--model", lone, "--responses", responses)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString())
                .contains("adapter_config.json: field \"base_model_name_or_path\" is \"base\"")
                .contains("name it with --base DIR");
        assertThat(run("logprobs", "--model", lone, "--base", base, "--responses", responses))
                .as(stderr.toString())
                .isZero();
        assertThat(run(
                        "dpo",
                        "--model",
                        lone,
                        "--base",
                        base,
                        "--comparisons",
                        comparisons,
                        "--out",
                        folder.resolve("d"),
                        "--set",
                        "maxNewTokens=4"))
                .as(stderr.toString())
                .isZero();
    }

    @Test
    void aRewardModelsAdapterIsNoPolicyAndAPolicysNoReward() throws IOException {
        Path policy = trained(RunKind.SFT, base, "lora=on").resolve("adapter");
        Path reward = trained(RunKind.REWARD, base, "lora=on").resolve("adapter");

        assertThat(run("logprobs", "--model", reward, "--responses", responses)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("a reward model was given where a language model is needed");
        assertThat(run("score", "--reward", policy, "--responses", responses)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("is no reward model");
    }

    private Path trained(RunKind kind, Path start, String... settings) throws IOException {
        Path out = folder.resolve(kind.label());
        Path reward = folder.resolve("reward");
        run(kind, start, reward, out, settings);
        return new RunDirectory(out).model();
    }

    private void run(RunKind kind, Path start, Path reward, Path out, String... settings) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of(kind.label(), "--model", start, "--out", out));
        arguments.addAll(
                switch (kind) {
                    case SFT -> List.of("--data", dialogues, "--set", "epochs=2");
                    case REWARD -> List.of("--comparisons", comparisons, "--set", "epochs=2");
                    case DPO -> List.of("--comparisons", comparisons, "--set", "maxNewTokens=4");
                    case PPO, RLOO, GRPO, REINFORCE ->
                        List.of(
                                "--reward",
                                reward,
                                "--prompts",
                                prompts,
                                "--set",
                                "iterations=2",
                                "--set",
                                "rollouts=4",
                                "--set",
                                "minibatch=2",
                                "--set",
                                "maxNewTokens=4");
                    case PRETRAIN -> List.of("--data", dialogues);
                    case ANSWER, EVALUATE, RATER -> throw new IllegalArgumentException("it makes no model");
                });
        if (kind == RunKind.RLOO || kind == RunKind.GRPO) {
            arguments.addAll(List.of("--set", "group=2"));
        }
        Stream.of(settings).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        assertThat(run(arguments.toArray())).as("%s: %s", kind, stderr).isZero();
    }

    /** The mean that a command ends with. */
    private double said(Object... arguments) throws IOException {
        Path out = folder.resolve("said.jsonl");
        List<Object> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--out", out));
        assertThat(run(all.toArray())).as(stderr.toString()).isZero();
        return JsonLines.readAll(out, Response.class).stream()
                .mapToDouble(row -> row.score() != null
                        ? row.score()
                        : row.logprobs().stream()
                                .mapToDouble(Double::doubleValue)
                                .sum())
                .average()
                .orElseThrow();
    }

    private int run(Object... arguments) {
        CommandLine commands = Trainers.commands();
        commands.setOut(new PrintWriter(new StringWriter()));
        commands.setErr(new PrintWriter(stderr, true));
        return Commands.run(commands, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
