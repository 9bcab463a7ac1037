package org.careloop.ppo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.run.Comparison;
import org.careloop.run.CurveSpec;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.PolicySample;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.cli.Commands;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** The commands as a person types them, on a random model of two layers. */
class TrainersTest {
    @TempDir
    Path folder;

    private Path base;
    private Path prompts;
    private Path comparisons;
    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    @BeforeEach
    void data() throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
        prompts = folder.resolve("prompts.jsonl");
        comparisons = folder.resolve("comparisons.jsonl");
        JsonLines.write(
                prompts,
                IntStream.range(0, 3)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("Q" + i))))
                        .toList());
        List<Comparison> rows = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            List<Vote> votes =
                    List.of(new Vote("n1", Verdict.A), new Vote("n2", i % 3 == 0 ? Verdict.SAME : Verdict.A));
            rows.add(new Comparison("c" + i, List.of(Message.user("Q" + i)), "yes", "no", votes, null, List.of()));
        }
        JsonLines.write(comparisons, rows);
    }

    @Test
    void votesBecomeARewardModelAndThatAPolicy() throws IOException {
        Path reward = folder.resolve("reward");
        Path out = folder.resolve("policy");
        assertThat(run("reward", "--model", base, "--comparisons", comparisons, "--out", reward, "--set", "epochs=1"))
                .as(stderr.toString())
                .isZero();
        assertThat(ppo(reward, out)).as(stderr.toString()).isZero();

        JsonNode summary =
                Json.MAPPER.readTree(stdout.toString().lines().toList().getLast());
        assertThat(summary.path("phase").asString()).isEqualTo("DONE");
        assertThat(summary.path("step").asInt()).isEqualTo(2);
        RunDirectory run = new RunDirectory(out);
        List<MetricLog.Line> lines = MetricLog.read(run.metrics());
        assertThat(lines).extracting(MetricLog.Line::step).containsExactly(0L, 1L, 2L);
        assertThat(lines.getFirst().values()).containsEntry("eval/objective/scores_change", 0.0);
        MetricLog.Line first = lines.get(1);
        assertThat(first.values())
                .containsEntry("objective/kl", 0.0)
                .containsKeys(
                        "objective/scores",
                        "objective/rlhf_reward",
                        "policy/approxkl_avg",
                        "policy/clipfrac_avg",
                        "policy/entropy_avg",
                        "loss/policy_avg",
                        "loss/value_avg",
                        "val/ratio",
                        "val/ratio_var",
                        "val/explained_variance",
                        "val/response_length",
                        "val/eos_rate",
                        "time/sample",
                        "time/update",
                        "time/step");
        assertThat(JsonLines.readAll(run.samples(), PolicySample.class)).hasSize(2);

        assertThat(ppo(reward, out)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("this run is done");
    }

    @Test
    void votesBecomeAPolicyDirectly() throws IOException {
        Path out = folder.resolve("policy");
        assertThat(run(
                        "dpo",
                        "--model",
                        base,
                        "--comparisons",
                        comparisons,
                        "--out",
                        out,
                        "--set",
                        "batchPairs=4",
                        "--set",
                        "beta=.3",
                        "--set",
                        "maxNewTokens=4"))
                .as(stderr.toString())
                .isZero();

        assertThat(new RunDirectory(out).model().resolve("model.safetensors")).isNotEmptyFile();
        assertThat(new RunDirectory(out).readSpec().settings()).containsEntry("beta", .3);
    }

    /** What the page of a run promises to draw. */
    @Test
    void everyKindWritesTheFiguresOfItsCurves() throws IOException {
        Path dialogues = folder.resolve("dialogues.jsonl");
        JsonLines.write(
                dialogues,
                IntStream.range(0, 8)
                        .mapToObj(i -> Map.of("messages", List.of(Message.user("Q" + i), Message.assistant("yes"))))
                        .toList());
        Map<RunKind, List<Object>> data = new EnumMap<>(RunKind.class);
        data.put(RunKind.SFT, List.of("--data", dialogues, "--set", "evaluationShare=0.5"));
        data.put(RunKind.REWARD, List.of("--comparisons", comparisons, "--set", "evaluationShare=0.5"));
        for (RunKind kind : RunKind.values()) {
            if (kind.needsReward()) {
                data.put(
                        kind,
                        List.of(
                                "--reward",
                                folder.resolve("reward"),
                                "--prompts",
                                prompts,
                                "--set",
                                "rollouts=8",
                                "--set",
                                "maxNewTokens=4"));
            }
        }
        data.put(RunKind.DPO, List.of("--comparisons", comparisons, "--set", "maxNewTokens=4"));
        Path texts = folder.resolve("texts.jsonl");
        JsonLines.write(
                texts,
                IntStream.range(0, 8).mapToObj(i -> Map.of("text", "yes " + i)).toList());
        data.put(
                RunKind.PRETRAIN,
                List.of("--data", texts, "--set", "evaluationShare=0.5", "--set", "sequenceLength=8"));
        Path ratings = folder.resolve("ratings.jsonl");
        JsonLines.write(
                ratings,
                IntStream.range(0, 12)
                        .mapToObj(
                                i -> new RatedText("t" + i, "yes " + i, null, List.of(new Rating("n1", i % 6.0, null))))
                        .toList());
        data.put(RunKind.RATER, List.of("--ratings", ratings, "--set", "evaluationShare=0.5"));
        Path other = NanoModel.write(folder.resolve("other"), 4);
        data.put(
                RunKind.ANSWER,
                List.of(
                        "--model",
                        "a=" + base,
                        "--model",
                        "b=" + other,
                        "--prompts",
                        prompts,
                        "--set",
                        "maxNewTokens=4"));
        // The command of an exam makes no run; EvaluateJobTest looks at the figures of one.
        for (RunKind kind : EnumSet.complementOf(EnumSet.of(RunKind.EVALUATE))) {
            Path out = folder.resolve(kind.label());
            List<Object> arguments = new ArrayList<>(List.of(kind.label(), "--out", out));
            arguments.addAll(Objects.requireNonNull(data.get(kind), () -> "no data for " + kind));
            if (!kind.asksModels()) {
                arguments.addAll(List.of("--model", base));
            }
            if (!kind.asksModels() && kind != RunKind.PRETRAIN) {
                arguments.addAll(List.of("--set", (kind.needsReward() ? "iterations" : "epochs") + "=1"));
            }
            assertThat(run(arguments.toArray())).as("%s: %s", kind, stderr).isZero();

            assertThat(MetricLog.read(new RunDirectory(out).metrics()).getLast().values())
                    .as(kind.label())
                    .containsKeys(kind.curves().stream().map(CurveSpec::metric).toArray(String[]::new));
        }
    }

    @Test
    void aLanguageModelIsNoRewardModel() {
        assertThat(ppo(base, folder.resolve("out"))).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("is no reward model");
    }

    @Test
    void truncatedSamplingIsNoSettingOfPpo() {
        Path out = folder.resolve("out");
        assertThat(run(
                        "ppo",
                        "--model",
                        base,
                        "--reward",
                        base,
                        "--prompts",
                        prompts,
                        "--out",
                        out,
                        "--set",
                        "topP=0.9"))
                .isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("setting \"topP\" is not known; settings are");
        assertThat(out).doesNotExist();
    }

    @Test
    void aBrokenPromptNamesItsLineAndNothingIsWritten() throws IOException {
        Files.writeString(prompts, Files.readString(prompts) + "{\"id\":\"p9\"\n");
        Path out = folder.resolve("out");
        assertThat(ppo(base, out)).isEqualTo(Commands.BAD_INPUT);
        assertThat(stderr.toString()).contains("prompts.jsonl, line 4");
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void helpListsEverySettingWithItsDefaultAndWhatItTakes(RunKind kind) {
        assertThat(run(kind.label(), "--help")).isZero();

        String help = stdout.toString().replaceAll("\\s+", " ");
        for (SettingDescription setting : Settings.descriptions(TrainerSettings.of(kind))) {
            assertThat(help)
                    .contains(" %s=%s ".formatted(setting.name(), setting.byDefault()))
                    .contains(setting.sentence(Locale.ENGLISH) + " (")
                    .contains(setting.unit(Locale.ENGLISH))
                    .contains(setting.expected(Locale.ENGLISH) + ")");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PPO", "RLOO"})
    void helpListsThePresetsWithTheirReasons(RunKind kind) {
        assertThat(run(kind.label(), "--help")).isZero();

        String help = stdout.toString().replaceAll("\\s+", " ");
        assertThat(help)
                .contains("Presets, chosen by --set preset=NAME:")
                .contains("chat-small: A chat model of 100 million to two billion weights, on a CPU or one card")
                .contains(" epochs=1 A chat model is led astray by answers that it saw often");
    }

    private int ppo(Path reward, Path out) {
        String settings = "--set iterations=2 --set rollouts=4 --set minibatch=2 --set maxNewTokens=4 --set samples=2";
        return run((Object[]) "ppo --model %s --reward %s --prompts %s --out %s %s"
                .formatted(base, reward, prompts, out, settings)
                .split(" "));
    }

    private int run(Object... arguments) {
        CommandLine commands = Trainers.commands();
        commands.setOut(new PrintWriter(stdout, true));
        commands.setErr(new PrintWriter(stderr, true));
        return Commands.run(commands, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }
}
