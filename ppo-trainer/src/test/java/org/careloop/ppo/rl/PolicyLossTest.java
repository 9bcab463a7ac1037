package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyLossTest {
    private static final PolicyLoss LOSS = new PolicyLoss("clip", .2, .2);

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void theClippedRatioAsOnPaper() {
        PolicyLoss.Result policy = plain(
                LOSS,
                row(-1, -2, -.5),
                row(-1.3, -1.6, -.5),
                row(1, -1, 2),
                Tensor.of(new boolean[] {true, true, true}, 1, 3),
                3);

        assertThat(policy.loss().item()).isCloseTo(-.8, within(1e-6));
        assertThat(policy.figures().clipFraction()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(policy.figures().approximateKl()).isCloseTo(.0416667, within(1e-7));
    }

    @Test
    void theClippedValueAsOnPaper() {
        Tensor loss = new ValueLoss(.2)
                .of(row(.9, .1), row(.5, .4), row(1, 0), Tensor.of(new boolean[] {true, true}, 1, 2), 2);

        assertThat(loss.item()).isCloseTo(.0325, within(1e-7));
    }

    @Test
    void anUnchangedPolicyHasRatioOneAndNothingClipped() {
        Tensor logProbs = row(-1, -7, -.5);
        LossFigures figures = plain(
                        LOSS, logProbs, logProbs, row(1, -1, 2), Tensor.of(new boolean[] {true, true, false}, 1, 3), 2)
                .figures();

        assertThat(figures.meanRatio()).isEqualTo(1);
        assertThat(figures.ratioVariance()).isZero();
        assertThat(figures.clipFraction()).isZero();
        assertThat(figures.approximateKl()).isZero();
    }

    @Test
    void anAbsurdRatioStaysFinite() {
        PolicyLoss.Result policy = plain(LOSS, row(-1), row(-400), row(-1), Tensor.of(new boolean[] {true}, 1, 1), 1);

        assertThat(policy.loss().item()).isCloseTo(Math.exp(20), within(100.0));
    }

    @Test
    void lossesAndGradientsEqualTheNaiveOnesWhateverThePadding() {
        int rows = 5;
        int columns = 9;
        Random random = new Random(7);
        double[] logProbs = random.doubles(rows * columns, -4, 0).toArray();
        double[] old = random.doubles(rows * columns, -4, 0).toArray();
        double[] advantages = random.doubles(rows * columns, -2, 2).toArray();
        boolean[] mask = new boolean[rows * columns];
        int tokens = 0;
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % columns >= 2 && i % columns < 4 + i / columns;
            tokens += mask[i] ? 1 : 0;
            if (!mask[i]) {
                logProbs[i] = Double.NEGATIVE_INFINITY;
                old[i] = 0;
            }
        }
        Tensor learning = tensor(logProbs, rows, columns).requiresGrad(true);
        Tensor inside = Tensor.of(mask, rows, columns);

        PolicyLoss.Result policy =
                plain(LOSS, learning, tensor(old, rows, columns), tensor(advantages, rows, columns), inside, tokens);
        policy.loss().backward();

        assertThat(policy.loss().item()).isCloseTo(naive(logProbs, old, advantages, mask) / tokens, within(1e-5));
        double[] gradient = learning.grad().orElseThrow().toDoubles();
        for (int i = 0; i < mask.length; i++) {
            double expected = mask[i] ? slope(logProbs[i], old[i], advantages[i]) / tokens : 0;
            assertThat(gradient[i]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void microBatchesAddUpToTheWholeBatch() {
        Tensor logProbs = tensor(new double[] {-1, -2, -.5, -3, -1, -1}, 2, 3);
        Tensor old = tensor(new double[] {-1.3, -1.6, -.5, -2.5, -1, -2}, 2, 3);
        Tensor advantages = tensor(new double[] {1, -1, 2, .5, 3, -1}, 2, 3);
        Tensor mask = Tensor.of(new boolean[] {true, true, true, true, false, false}, 2, 3);

        LossFigures whole = plain(LOSS, logProbs, old, advantages, mask, 4).figures();
        LossFigures parts = LossFigures.NONE;
        for (int row = 0; row < 2; row++) {
            parts = parts.plus(plain(
                            LOSS,
                            logProbs.narrow(0, row, 1),
                            old.narrow(0, row, 1),
                            advantages.narrow(0, row, 1),
                            mask.narrow(0, row, 1),
                            4)
                    .figures());
        }

        assertThat(parts.loss()).isCloseTo(whole.loss(), within(1e-7));
        assertThat(parts.approximateKl()).isCloseTo(whole.approximateKl(), within(1e-7));
        assertThat(parts.tokens()).isEqualTo(4);
    }

    private static PolicyLoss.Result plain(
            PolicyLoss loss, Tensor logProbs, Tensor old, Tensor advantages, Tensor mask, double divisor) {
        Tensor ones = Tensor.ones(old.shape());
        return loss.of(new PolicyLoss.Tokens(logProbs, old, old, advantages, ones, mask), 0, divisor);
    }

    private static double naive(double[] logProbs, double[] old, double[] advantages, boolean[] mask) {
        double sum = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                double ratio = Math.exp(logProbs[i] - old[i]);
                double held = Math.clamp(ratio, .8, 1.2);
                sum += Math.max(-advantages[i] * ratio, -advantages[i] * held);
            }
        }
        return sum;
    }

    /** Derivative of one token's loss: that of the plain term where it is the larger one, else none. */
    private static double slope(double logProb, double old, double advantage) {
        double ratio = Math.exp(logProb - old);
        boolean plain = -advantage * ratio >= -advantage * Math.clamp(ratio, .8, 1.2);
        return plain ? -advantage * ratio : 0;
    }

    private static Tensor row(double... values) {
        return tensor(values, 1, values.length);
    }

    private static Tensor tensor(double[] values, long... shape) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return Tensor.of(floats, shape);
    }
}
