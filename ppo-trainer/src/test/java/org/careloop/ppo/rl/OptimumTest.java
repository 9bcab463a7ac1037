package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short runs towards a known optimum, at the defaults of preset demo. {@link OptimumBenchmark} has three seeds of each. */
class OptimumTest {
    @TempDir
    Path folder;

    private OptimumToy toy;

    @BeforeEach
    void prepare() throws IOException {
        toy = new OptimumToy(folder);
    }

    @Test
    void theOptimumAsOnPaper() {
        assertThat(OptimumToy.best(1)).isCloseTo(.2797, within(5e-5));
        assertThat(OptimumToy.best(.5)).isCloseTo(.5135, within(5e-5));
        assertThat(OptimumToy.best(.3)).isCloseTo(.8002, within(5e-5));
    }

    /** REINFORCE++ has no baseline of the state, so that a short run leaves it with noise. */
    @ParameterizedTest
    @CsvSource({"PPO, .01", "RLOO, .01", "REINFORCE, .04"})
    void shortRunsReachTheOptimum(RunKind kind, double tolerance) throws IOException {
        OptimumToy.Result result = train(kind, Map.of("iterations", 60, "beta", .5));

        assertThat(result.zeroShare()).isCloseTo(OptimumToy.best(.5), within(tolerance));
        // The divergence of the optimum, exactly: four tokens, nats.
        double best = OptimumToy.best(.5);
        double nats = 4 * (best * Math.log(8 * best) + (1 - best) * Math.log(8 * (1 - best) / 7));
        assertThat(result.divergence()).isCloseTo(nats, within(.15));
    }

    @Test
    void groupsReachTheOptimumWithTheDivergenceInTheReward() throws IOException {
        assertThat(train(RunKind.GRPO, Map.of("iterations", 60, "beta", .5, "klIn", "reward"))
                        .zeroShare())
                .isCloseTo(OptimumToy.best(.5), within(.01));
    }

    /** With the divergence in the loss, GRPO rests where its biases balance, and Dr. GRPO at beta times 8/7. */
    @Test
    void groupsWithTheDivergenceInTheLossComeToRestWhereTheirBiasSays() throws IOException {
        double biased = new GroupOptimum(.5, 8).share();
        assertThat(biased).isCloseTo(.4415, within(1e-4));

        Map<String, Object> half = Map.of("iterations", 60, "beta", .5);
        assertThat(train(RunKind.GRPO, half).zeroShare()).isCloseTo(biased, within(.015));

        Map<String, Object> undivided = new LinkedHashMap<>(half);
        undivided.put("scaleByDeviation", false);
        assertThat(train(RunKind.GRPO, undivided).zeroShare()).isCloseTo(OptimumToy.best(.5 * 8 / 7), within(.04));
    }

    /** A beta that would let the policy go to eight nats; the controller is done with it before the run is. */
    @Test
    void anAdaptiveBetaBringsTheDivergenceToItsTargetWithinTheRun() throws IOException {
        OptimumToy.Result result =
                train(RunKind.RLOO, Map.of("iterations", 60, "beta", .1, "adaptiveBeta", true, "targetKl", 2));

        assertThat(result.divergence()).isCloseTo(2, within(.8));
    }

    /** A reference ends 41 % of its answers within four tokens. */
    @ParameterizedTest
    @CsvSource({"RLOO, 120", "PPO, 200"})
    void answersLearnToEnd(RunKind kind, int iterations) throws IOException {
        OptimumToy.Result result =
                toy.train(kind, Map.of("iterations", iterations), OptimumToy.ENDS, List.of(OptimumToy.END));

        assertThat(result.endShare()).isGreaterThan(.99);
        assertThat(result.last()).containsKey("val/eos_rate");
    }

    private OptimumToy.Result train(RunKind kind, Map<String, Object> changes) throws IOException {
        return toy.train(kind, changes, OptimumToy.ZEROS, List.of());
    }
}
