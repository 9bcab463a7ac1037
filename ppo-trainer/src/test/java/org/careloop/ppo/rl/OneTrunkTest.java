package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.lm.sft.SftCommand;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.RewardRole;
import org.careloop.ppo.policy.Tuning;
import org.careloop.ppo.watch.Watches;
import org.careloop.reward.RewardCommand;
import org.careloop.reward.RewardModel;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.ModelSource;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Policy, reference, reward model and critic compute over one trunk what they compute over two. */
class OneTrunkTest {
    private static final List<int[]> TEXTS = List.of(new int[] {5, 9, 30, 31, 7}, new int[] {5, 40, 41});

    @TempDir
    Path folder;

    private Path base;
    private Path tuned;
    private Path reward;
    private RunDirectory directory;

    @BeforeEach
    void modelsOfTheLoop() throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
        directory = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(directory.dataset());
        List<Integer> numbers = IntStream.range(0, 8).boxed().toList();
        JsonLines.write(
                directory.prompts(),
                numbers.stream().map(i -> new Prompt("p" + i, question(i))).toList());
        Path comparisons = folder.resolve("comparisons.jsonl");
        JsonLines.write(
                comparisons,
                numbers.stream()
                        .map(i -> new Comparison(
                                "c" + i, question(i), "yes", "no", List.of(new Vote("n1", Verdict.A)), null, List.of()))
                        .toList());
        Path dialogues = folder.resolve("dialogues.jsonl");
        JsonLines.write(
                dialogues,
                numbers.stream()
                        .map(i -> Map.of("messages", List.of(Message.user("Q" + i), Message.assistant("yes"))))
                        .toList());
        reward = trained(
                new RewardCommand(),
                "reward",
                "--comparisons",
                comparisons,
                "lora=on",
                "learningRate=0.01",
                "epochs=3");
        tuned = trained(new SftCommand(), "sft", "--data", dialogues, "lora=on", "learningRate=0.01", "epochs=2")
                .resolve("model/adapter");
    }

    private static List<Message> question(int number) {
        return List.of(Message.user("Q" + number));
    }

    private Path trained(TrainingCommand command, String name, String option, Path data, String... settings) {
        Path out = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("--model", base.toString(), "--out", out.toString(), option, data.toString()));
        Stream.of(settings).forEach(setting -> arguments.addAll(List.of("--set", setting)));
        CommandLine commands = new CommandLine(command).setOut(new PrintWriter(new StringWriter()));
        assertThat(commands.execute(arguments.toArray(String[]::new))).isZero();
        return out;
    }

    /** What a run ends with. */
    private record Ended(double[] scores, List<Map<String, Double>> steps, Path model) {}

    @ParameterizedTest
    @CsvSource({"f32, false", "bf16, false", "f32, true", "bf16, true"})
    void aRunOverOneTrunkEndsInTheSameBytesAsOverTwo(String dtype, boolean fromAnAdapter) throws IOException {
        ModelSource start = ModelSource.of(fromAnAdapter ? tuned : base, null);
        ModelSource judge = ModelSource.of(reward, null);
        RewardRole one = RewardRole.beside(start, judge, true);
        Path adapter = reward.resolve("model/adapter");
        RewardRole two = new RewardRole(ModelSource.of(adapter, null), null, "asked for");

        Ended shared = run(one, start, dtype);
        Ended apart = run(two, start, dtype);

        assertThat(one.isShared()).isTrue();
        assertThat(shared.scores()).isEqualTo(apart.scores());
        assertThat(shared.scores()[0]).isNotEqualTo(shared.scores()[1]);
        assertThat(shared.steps()).isEqualTo(apart.steps());
        assertThat(shared.steps().getFirst().get("val/ratio_first")).isNotNull();
        for (String file : List.of("model.safetensors", "adapter/adapter_model.safetensors")) {
            assertThat(shared.model().resolve(file))
                    .hasSameBinaryContentAs(apart.model().resolve(file));
        }
    }

    private Ended run(RewardRole role, ModelSource start, String dtype) throws IOException {
        PpoSettings settings = Settings.apply(
                PpoSettings.class,
                Map.ofEntries(
                        Map.entry("iterations", 3),
                        Map.entry("rollouts", 8),
                        Map.entry("minibatch", 4),
                        Map.entry("epochs", 2),
                        Map.entry("maxNewTokens", 6),
                        Map.entry("learningRate", 1e-3),
                        Map.entry("criticLearningRate", 1e-3),
                        Map.entry("samples", 2),
                        Map.entry("lora", "on"),
                        Map.entry("dtype", dtype)));
        Tuning tuning = Tuning.of(settings);
        Policy policy = Policy.load(start, tuning);
        RewardModel judge = role.load(policy, tuning);
        assertThat(judge.trunk() == policy.model()).isEqualTo(role.isShared());
        Critic critic = Critic.adapted(judge.trunk(), judge.adapter(), judge.head(), judge.shift(), tuning);
        OnPolicyTraining.Inputs inputs =
                OnPolicyTraining.Inputs.read(BaseModel.of(ModelSource.whole(base)), directory, settings);
        RunSpec spec = new RunSpec(
                "r",
                RunKind.PPO,
                Instant.EPOCH,
                "test",
                start.given().toString(),
                reward.toString(),
                Map.of(),
                Map.of());
        List<Map<String, Double>> steps = new ArrayList<>();
        try (OnPolicyJob job = OnPolicyTraining.job(
                directory,
                spec,
                settings,
                inputs,
                new OnPolicyTraining.Models(policy, critic, judge::score, Watches.NONE))) {
            double[] scores = judge.score(TEXTS);
            for (int step = 1; step <= job.steps(); step++) {
                steps.add(new LinkedHashMap<>(NanoJobs.figures(job.step(step))));
            }
            Path model = Files.createDirectories(folder.resolve("made-%s".formatted(role.isShared())));
            job.saveModel(model, new MetricLog.Line(job.steps(), Map.of()));
            return new Ended(scores, steps, model);
        }
    }

    @Test
    void aRewardModelOfOtherWeightsKeepsItsTrunk() throws IOException {
        Path other = NanoModel.write(folder.resolve("other"), 4);
        ModelSource judge = ModelSource.of(reward, null);

        assertThat(RewardRole.beside(ModelSource.whole(other), judge, true).why())
                .isEqualTo("it was trained over other weights than the policy starts from");
        assertThat(RewardRole.beside(ModelSource.whole(base), judge, false).why())
                .isEqualTo("all weights of the policy are trained");
        assertThat(RewardRole.beside(ModelSource.whole(base), ModelSource.whole(other), true)
                        .why())
                .isEqualTo("it was trained as a whole, so that there is no adapter of it");
        Path copy = NanoModel.write(folder.resolve("copy"), 3);
        assertThat(RewardRole.beside(ModelSource.whole(copy), judge, true).isShared())
                .isTrue();
    }
}
