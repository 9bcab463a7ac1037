package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LinearHead;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.train.BaseModel;
import org.careloop.ppo.policy.Checkpoints;
import org.careloop.ppo.policy.NanoModel;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.MetricLog;
import org.careloop.run.PolicySample;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole iterations on a random model of two layers, against a scorer that counts. */
class PpoJobTest {
    private static final Map<String, Object> SMALL = Map.of(
            "iterations", 4,
            "rollouts", 8,
            "minibatch", 4,
            "epochs", 2,
            "maxNewTokens", 6,
            "learningRate", 1e-3,
            "criticLearningRate", 1e-3,
            "samples", 2,
            "stateEvery", 2);

    /** The share of a sequence's tokens whose id is even, less a half: a taste that a policy can learn. */
    private static final Scorer EVEN = sequences -> sequences.stream()
            .mapToDouble(ids -> IntStream.of(ids).filter(id -> id % 2 == 0).count() / (double) ids.length - .5)
            .toArray();

    @TempDir
    Path folder;

    private Path base;
    private RunDirectory directory;
    private Policy policy;
    private LanguageModel rewardTrunk;

    @BeforeEach
    void prepare() throws IOException {
        base = NanoModel.write(folder.resolve("base"), 3);
        directory = new RunDirectory(folder.resolve("run"));
        Files.createDirectories(directory.dataset());
        JsonLines.write(
                directory.prompts(),
                IntStream.range(0, 5)
                        .mapToObj(i -> new Prompt("p" + i, List.of(Message.user("x".repeat(i + 1)))))
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void beforeTheFirstStepPolicyAndReferenceAreOne(String lora) throws IOException {
        try (PpoJob job = job(Map.of("lora", lora))) {
            Map<String, Double> metrics = job.step(1);

            assertThat(metrics).containsEntry("objective/kl", 0.0);
            assertThat(metrics.get("val/ratio_first")).isCloseTo(1, within(1e-6));
            assertThat(metrics.get("val/sampler_gap")).isLessThan(1e-4);
            assertThat(metrics.get("objective/rlhf_reward")).isNotNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void aResumedRunEndsInTheSameBytes(String lora) throws IOException {
        List<Map<String, Double>> whole = new ArrayList<>();
        List<Map<String, Double>> parts = new ArrayList<>();
        try (PpoJob job = job(Map.of("lora", lora))) {
            for (int step = 1; step <= 4; step++) {
                whole.add(figures(job.step(step)));
            }
            save(job, "whole");
        }
        try (PpoJob job = job(Map.of("lora", lora))) {
            parts.add(figures(job.step(1)));
            parts.add(figures(job.step(2)));
            job.saveState(Files.createDirectories(folder.resolve("between")));
        }
        try (PpoJob job = job(Map.of("lora", lora))) {
            job.restoreState(folder.resolve("between"));
            parts.add(figures(job.step(3)));
            parts.add(figures(job.step(4)));
            save(job, "parts");
        }

        assertThat(parts).isEqualTo(whole);
        for (String file : List.of("state/training.safetensors", "state/kl-control.json", "model/model.safetensors")) {
            assertThat(folder.resolve("parts").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
        }
    }

    private void save(PpoJob job, String name) throws IOException {
        job.saveState(Files.createDirectories(folder.resolve(name).resolve("state")));
        job.saveModel(
                Files.createDirectories(folder.resolve(name).resolve("model")),
                new MetricLog.Line(job.steps(), Map.of()));
    }

    private static Map<String, Double> figures(Map<String, Double> metrics) {
        Map<String, Double> figures = new LinkedHashMap<>(metrics);
        figures.keySet().removeIf(name -> name.startsWith("time/"));
        return figures;
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void recomputingTheLayersChangesNoFigure(String lora) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        for (String recompute : List.of("off", "on")) {
            try (PpoJob job = job(Map.of("lora", lora, "recompute", recompute))) {
                job.step(1);
                steps.add(figures(job.step(2)));
            }
        }
        assertThat(steps.getLast()).isEqualTo(steps.getFirst());
    }

    @Test
    void microBatchesOfAnySizeGiveTheSameStep() throws IOException {
        Map<String, Double> whole;
        Map<String, Double> single;
        try (PpoJob job = job(Map.of("microBatchTokens", 100_000, "epochs", 1))) {
            job.step(1);
            whole = figures(job.step(2));
        }
        try (PpoJob job = job(Map.of("microBatchTokens", 1, "epochs", 1))) {
            job.step(1);
            single = figures(job.step(2));
        }

        assertThat(single.keySet()).isEqualTo(whole.keySet());
        whole.forEach((name, value) -> assertThat(single.get(name)).as(name).isCloseTo(value, within(1e-4)));
    }

    @Test
    void thePolicyLearnsWhatTheScorerLikesAndTheReferenceStays() throws IOException {
        double first;
        Map<String, Double> last = Map.of();
        Map<String, Object> fast = Map.of(
                "iterations", 14, "rollouts", 32, "minibatch", 16, "learningRate", 2e-2, "criticLearningRate", 5e-3);
        try (PpoJob job = job(fast)) {
            first = job.step(1).get("objective/scores");
            for (int step = 2; step <= 14; step++) {
                last = job.step(step);
            }
            job.saveModel(Files.createDirectories(folder.resolve("model")), new MetricLog.Line(14, last));
        }

        assertThat(last.get("objective/scores")).isGreaterThan(first + .05);
        assertThat(last.get("objective/kl")).isPositive();
        Checkpoints.assertTellsNoPlaceBelow(folder, folder.resolve("model"));
        assertThat(folder.resolve("model/README.md"))
                .content()
                .contains("| started from | base |", "| reward model | reward |")
                .contains("Policy of run r")
                .contains("responses sampled");
        List<PolicySample> samples = JsonLines.readAll(directory.samples(), PolicySample.class);
        assertThat(samples).hasSize(2);
        assertThat(samples.getFirst().step()).isEqualTo(14);
        assertThat(samples.getFirst().currentScore())
                .isGreaterThan(samples.getFirst().referenceScore());
        assertThat(samples.getFirst().kl()).isPositive();
    }

    @Test
    void anAdapterLeavesTheTrunksAlone() throws IOException {
        try (PpoJob job = job(Map.of("lora", "on"));
                Scope scope = Scope.open()) {
            job.step(1);
            job.step(2);

            LanguageModel untouched = LanguageModel.load(base, LoadOptions.cpu());
            untouched.parameters().forEach((name, parameter) -> {
                assertThat(parameter.equalTo(policy.model().parameters().get(name)))
                        .isTrue();
                assertThat(parameter.equalTo(rewardTrunk.parameters().get(name)))
                        .isTrue();
            });
            assertThat(policy.trainable().values())
                    .anySatisfy(b -> assertThat(b.abs().max().item()).isPositive());
        }
    }

    @Test
    void theEpochsEndWhenThePolicyHasMovedFarEnough() throws IOException {
        try (PpoJob job = job(Map.of("learningRate", 0.5, "epochs", 50))) {
            assertThat(job.step(1).get("val/minibatches")).isLessThan(100);
        }
    }

    @Test
    void responsesThatWereCutAreCountedAndPayForIt() throws IOException {
        try (PpoJob job = job(Map.of("maxNewTokens", 1))) {
            Map<String, Double> metrics = job.step(1);

            double cut = 1 - metrics.get("val/eos_rate");
            assertThat(metrics).containsEntry("val/response_length", 1.0);
            assertThat(metrics.get("objective/rlhf_reward"))
                    .isCloseTo(metrics.get("objective/scores") - cut, within(1e-9));
        }
    }

    private PpoJob job(Map<String, Object> changes) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(SMALL);
        all.putAll(changes);
        PpoSettings settings = Settings.apply(PpoSettings.class, all);
        PpoTraining.Inputs inputs = PpoTraining.Inputs.read(
                BaseModel.of(base), directory.prompts(), settings.sampling().maxNewTokens());
        policy = Policy.load(base, Tuning.of(settings));
        rewardTrunk = LanguageModel.load(base, LoadOptions.cpu());
        LinearHead head = LinearHead.initialise(16, Rng.seeded(5), Device.CPU);
        Critic critic = policy.isAdapted()
                ? Critic.adapted(rewardTrunk, head, 0, Tuning.of(settings))
                : Critic.full(rewardTrunk, head, 0);
        RunSpec spec =
                new RunSpec("r", RunKind.PPO, Instant.EPOCH, "test", base.toString(), "../reward", Map.of(), Map.of());
        return PpoTraining.job(directory, spec, settings, inputs, policy, critic, EVEN);
    }
}
