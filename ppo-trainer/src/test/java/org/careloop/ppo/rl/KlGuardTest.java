package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.run.RunKind;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KlGuardTest {
    private static final PpoSettings LIMITED =
            Settings.apply(PpoSettings.class, Map.of("klLimit", 10, "adaptiveBeta", false));

    @TempDir
    Path folder;

    private Scope scope;
    private Tensor weight;
    private AdamW steps;

    @BeforeEach
    void open() {
        scope = Scope.open();
        weight = Tensor.of(new float[] {1, 2}, 1, 2);
        steps = new AdamW(Map.of("w", weight), new AdamW.Settings(.9, .95, 1e-5, 0));
    }

    @AfterEach
    void close() {
        steps.close();
        scope.close();
    }

    @Test
    void beyondTheLimitThePolicyGoesBackToTheLastIterationBelowIt() {
        try (KlGuard guard = new KlGuard(LIMITED, steps, Map.of("w", weight));
                NoGrad off = NoGrad.on()) {
            assertThat(guard.admits(0)).isTrue();
            weight.fill(5);
            assertThat(guard.admits(9)).isTrue();
            weight.fill(7);
            assertThat(guard.admits(11)).isFalse();

            assertThat(weight.toFloats()).containsExactly(5, 5);
            assertThat(guard.beta()).isEqualTo(.1);
            assertThat(guard.rateShare()).isEqualTo(.5);
            assertThat(guard.rollbacks()).isEqualTo(1);
        }
    }

    @Test
    void withoutALimitThePolicyGoesWhereItWants() {
        PpoSettings free = Settings.with(LIMITED, Map.of("klLimit", 0));
        try (KlGuard guard = new KlGuard(free, steps, Map.of("w", weight))) {
            assertThat(guard.admits(1e6)).isTrue();
            assertThat(guard.rollbacks()).isZero();
        }
    }

    @Test
    void anIterationThatGoesBackLearnsNothingAndTheNextIsBelowTheLimit() throws IOException {
        try (OnPolicyJob job = new NanoJobs(folder)
                .job(
                        RunKind.RLOO,
                        Map.of("learningRate", .05, "klLimit", .1, "schedule", "constant", "adaptiveBeta", false))) {
            assertThat(job.step(1)).containsEntry("val/rollbacks", 0.0);
            Map<String, Double> back = job.step(2);
            assertThat(back.get("objective/kl")).isGreaterThan(.1);
            assertThat(back).containsEntry("val/rollbacks", 1.0).containsEntry("guard/rolled_back", 1.0);
            assertThat(back).doesNotContainKey("loss/policy_avg");

            Map<String, Double> next = job.step(3);
            assertThat(next.get("objective/kl")).isCloseTo(0, within(1e-6));
            assertThat(next).containsEntry("objective/beta", .1);
        }
    }

    @Test
    void aScoreThatIsNoNumberIsSaidAsSuch() throws IOException {
        try (OnPolicyJob job = new NanoJobs(folder).job(RunKind.RLOO, Map.of(), sequences -> {
            double[] scores = new double[sequences.size()];
            Arrays.fill(scores, 0, 2, Double.NaN);
            return scores;
        })) {
            assertThatThrownBy(() -> job.step(1))
                    .hasMessageStartingWith("the reward model gave NaN instead of a score to 2 of 8 answers");
        }
    }

    @Test
    void aConstantRewardIsNamedAndNothingIsLearntFromIt() throws IOException {
        try (OnPolicyJob job = new NanoJobs(folder)
                .job(RunKind.RLOO, Map.of("missingEosPenalty", 0), sequences -> new double[sequences.size()])) {
            Map<String, Double> first = job.step(1);

            assertThat(first)
                    .containsEntry("guard/constant_reward", 1.0)
                    .containsEntry("val/silent_groups", 2.0)
                    .containsEntry("val/minibatches", 0.0);
        }
    }
}
