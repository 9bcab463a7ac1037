package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdamWTest {
    private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.95, 1e-5, 0.1);

    @Test
    void stepsEqualTheFormulaOfThePaper() {
        try (Scope scope = Scope.open()) {
            Tensor x = Tensor.of(new float[] {2, -3}, 1, 2).requiresGrad(true);
            AdamW adam = new AdamW(Map.of("x", x), SETTINGS);
            double[] expected = {2, -3};
            double[] first = new double[2];
            double[] second = new double[2];
            for (int step = 1; step <= 3; step++) {
                for (int i = 0; i < 2; i++) {
                    double gradient = 2 * expected[i];
                    first[i] = 0.9 * first[i] + 0.1 * gradient;
                    second[i] = 0.95 * second[i] + 0.05 * gradient * gradient;
                    double m = first[i] / (1 - Math.pow(0.9, step));
                    double v = second[i] / (1 - Math.pow(0.95, step));
                    expected[i] -= 0.01 * (m / (Math.sqrt(v) + 1e-5) + 0.1 * expected[i]);
                }
                adam.clearGradients();
                x.square().sum().backward();
                adam.step(0.01);
            }
            assertThat(x.toDoubles()[0]).isCloseTo(expected[0], within(1e-6));
            assertThat(x.toDoubles()[1]).isCloseTo(expected[1], within(1e-6));
        }
    }

    @Test
    void aStepOnAGraphicsCardIsThatOfTheProcessor() {
        assumeTrue(Backend.hasCuda(), "no CUDA device");
        try (Scope scope = Scope.open()) {
            List<float[]> stepped = new ArrayList<>();
            for (Device device : List.of(Device.CPU, Device.cuda(0))) {
                Tensor x = Tensor.of(new float[] {2, -3}, 1, 2).to(device).requiresGrad(true);
                AdamW adam = new AdamW(Map.of("x", x), SETTINGS);
                x.square().sum().backward();
                adam.step(0.01);
                stepped.add(x.toFloats());
            }
            assertThat(stepped.getLast()).containsExactly(stepped.getFirst(), within(1e-6f));
        }
    }

    @Test
    void vectorsDoNotDecayAndWithoutAGradientNothingMoves() {
        try (Scope scope = Scope.open()) {
            Tensor norm = Tensor.of(new float[] {1, 1}).requiresGrad(true);
            Tensor idle = Tensor.of(new float[] {5}, 1, 1).requiresGrad(true);
            AdamW adam = new AdamW(Map.of("norm", norm, "idle", idle), SETTINGS);
            norm.mul(0).sum().backward();
            adam.step(0.1);
            assertThat(norm.toFloats()).containsExactly(1, 1);
            assertThat(idle.toFloats()).containsExactly(5);
        }
    }

    @Test
    void aRestoredStateGoesOnToTheSameBits(@TempDir Path directory) throws IOException {
        Training straight = new Training();
        straight.steps(7);

        Training interrupted = new Training();
        interrupted.steps(4);
        interrupted.state.save(directory);
        Training resumed = new Training();
        resumed.steps(2);
        resumed.state.restore(directory);
        resumed.steps(3);

        assertThat(resumed.weight.toFloats()).containsExactly(straight.weight.toFloats());
    }

    /** Noise on the data, so that the random state matters too. */
    private static final class Training {
        private final Rng rng = Rng.seeded(3);
        private final Tensor weight =
                Tensor.randomNormal(Rng.seeded(1), 0, 1, 3, 3).requiresGrad(true);
        private final AdamW adam = new AdamW(new LinkedHashMap<>(Map.of("weight", weight)), SETTINGS);
        private final TrainingState state =
                new TrainingState().optimiser("all", adam).rng("noise", rng);

        private void steps(int count) {
            for (int i = 0; i < count; i++) {
                try (Scope scope = Scope.open()) {
                    adam.clearGradients();
                    Tensor x = Tensor.randomNormal(rng, 0, 1, 5, 3);
                    x.linear(weight).sub(1).square().mean().backward();
                    adam.step(0.05);
                }
            }
        }
    }

    @Test
    void longGradientsAreShortenedToTheLimitAndShortOnesKept() {
        try (Scope scope = Scope.open()) {
            Tensor a = Tensor.of(new float[] {0}).requiresGrad(true);
            Tensor b = Tensor.of(new float[] {0}).requiresGrad(true);
            a.mul(3).add(b.mul(4)).sum().backward();

            assertThat(GradientNorm.clip(List.of(a, b), 10, "rate")).isEqualTo(5);
            assertThat(a.grad().orElseThrow().item()).isEqualTo(3);
            assertThat(GradientNorm.clip(List.of(a, b), 1, "rate")).isEqualTo(5);
            assertThat(b.grad().orElseThrow().item()).isCloseTo(0.8, within(1e-6));
        }
    }

    @Test
    void aGradientThatIsNoNumberIsReportedNotSpread() {
        try (Scope scope = Scope.open()) {
            Tensor a = Tensor.of(new float[] {1}).requiresGrad(true);
            a.mul(Double.NaN).sum().backward();
            assertThatThrownBy(() -> GradientNorm.clip(List.of(a), 1, "rate"))
                    .hasMessage("the gradient is not finite; lower the setting rate");
        }
    }
}
