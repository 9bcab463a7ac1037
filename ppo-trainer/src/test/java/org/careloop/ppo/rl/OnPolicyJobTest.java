package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.tensor.Scope;
import org.careloop.ppo.policy.Checkpoints;
import org.careloop.run.JsonLines;
import org.careloop.run.MetricLog;
import org.careloop.run.PolicySample;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole iterations on a random model of two layers, against a scorer that counts. */
class OnPolicyJobTest {
    @TempDir
    Path folder;

    private NanoJobs jobs;

    @BeforeEach
    void prepare() throws IOException {
        jobs = new NanoJobs(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void beforeTheFirstStepPolicyAndReferenceAreOne(String lora) throws IOException {
        try (OnPolicyJob job = job(Map.of("lora", lora))) {
            Map<String, Double> metrics = job.step(1);

            assertThat(metrics).containsEntry("objective/kl", 0.0);
            assertThat(metrics.get("val/ratio_first")).isCloseTo(1, within(1e-6));
            assertThat(metrics.get("val/sampler_gap")).isLessThan(1e-4);
            assertThat(metrics.get("objective/rlhf_reward")).isNotNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "on"})
    void recomputingTheLayersChangesNoFigure(String lora) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        for (String recompute : List.of("off", "on")) {
            try (OnPolicyJob job = job(Map.of("lora", lora, "recompute", recompute))) {
                job.step(1);
                steps.add(NanoJobs.figures(job.step(2)));
            }
        }
        assertThat(steps.getLast()).isEqualTo(steps.getFirst());
    }

    /** Eight answers at once, and one after the other: one pass of 1 x 8 and of 8 x 1. */
    @ParameterizedTest
    @EnumSource(names = {"PPO", "RLOO", "GRPO", "REINFORCE"})
    void microBatchesOfAnySizeGiveTheSameStep(RunKind kind) throws IOException {
        List<Map<String, Double>> steps = new ArrayList<>();
        for (int places : List.of(100_000, 1)) {
            try (OnPolicyJob job = jobs.job(
                    kind, Map.of("microBatchTokens", places, "epochs", 1, "minibatch", 8, "schedule", "constant"))) {
                job.step(1);
                steps.add(NanoJobs.figures(job.step(2)));
            }
        }
        assertThat(steps.getLast().keySet()).isEqualTo(steps.getFirst().keySet());
        steps.getFirst()
                .forEach((name, value) ->
                        assertThat(steps.getLast().get(name)).as(name).isCloseTo(value, within(1e-4)));
    }

    @Test
    void thePolicyLearnsWhatTheScorerLikesAndTheReferenceStays() throws IOException {
        double first;
        Map<String, Double> last = Map.of();
        Map<String, Object> fast = Map.of(
                "iterations", 14, "rollouts", 32, "minibatch", 16, "learningRate", 3e-2, "criticLearningRate", 8e-3);
        try (OnPolicyJob job = job(fast)) {
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
        List<PolicySample> samples = JsonLines.readAll(jobs.directory.samples(), PolicySample.class);
        assertThat(samples).hasSize(2);
        assertThat(samples.getFirst().step()).isEqualTo(14);
        assertThat(samples.getFirst().currentScore())
                .isGreaterThan(samples.getFirst().referenceScore());
        assertThat(samples.getFirst().kl()).isPositive();
    }

    @Test
    void anAdapterLeavesTheTrunksAlone() throws IOException {
        NanoJobs.Loaded loaded = jobs.load(RunKind.PPO, Map.of("lora", "on"));
        try (OnPolicyJob job = loaded.job();
                Scope scope = Scope.open()) {
            job.step(1);
            job.step(2);

            LanguageModel untouched = LanguageModel.load(jobs.base, LoadOptions.cpu());
            untouched.parameters().forEach((name, parameter) -> {
                assertThat(parameter.equalTo(
                                loaded.policy().model().parameters().get(name)))
                        .isTrue();
                assertThat(parameter.equalTo(loaded.rewardTrunk().parameters().get(name)))
                        .isTrue();
            });
            assertThat(loaded.policy().trainable().values())
                    .anySatisfy(b -> assertThat(b.abs().max().item()).isPositive());
        }
    }

    @Test
    void theEpochsEndWhenThePolicyHasMovedFarEnough() throws IOException {
        try (OnPolicyJob job = job(Map.of("learningRate", 0.5, "epochs", 50))) {
            assertThat(job.step(1).get("val/minibatches")).isLessThan(100);
        }
    }

    @Test
    void responsesThatWereCutAreCountedAndPayForIt() throws IOException {
        try (OnPolicyJob job = job(Map.of("maxNewTokens", 1))) {
            Map<String, Double> metrics = job.step(1);

            double cut = 1 - metrics.get("val/eos_rate");
            assertThat(metrics).containsEntry("val/response_length", 1.0);
            assertThat(metrics.get("objective/rlhf_reward"))
                    .isCloseTo(metrics.get("objective/scores") - cut, within(1e-9));
        }
    }

    private OnPolicyJob job(Map<String, Object> changes) throws IOException {
        return jobs.job(RunKind.PPO, changes);
    }
}
