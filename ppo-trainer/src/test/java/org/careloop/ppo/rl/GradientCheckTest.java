package org.careloop.ppo.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Sequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gradients of all losses against differences of the losses themselves, in 64 bits. */
class GradientCheckTest {
    private static final int ROWS = 4;
    private static final int COLUMNS = 6;
    private static final int PLACES = ROWS * COLUMNS;
    private static final double STEP = 1e-6;

    private final Random random = new Random(11);
    private final boolean[] inside = new boolean[PLACES];
    private final double[] old = numbers(-3, 0);
    private final double[] reference = numbers(-3, 0);
    private final double[] weights = numbers(.5, 2);
    private double[] advantages = numbers(-2, 2);
    private int tokens;
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
        for (int i = 0; i < PLACES; i++) {
            inside[i] = i % COLUMNS >= 1 && i % COLUMNS < 4 + i / COLUMNS % 2;
            tokens += inside[i] ? 1 : 0;
        }
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"clip", "gspo"})
    void policyLossesFallAsTheirGradientsSay(String objective) {
        check(now -> loss(new PolicyLoss(objective, .2, .28), now, 0));
    }

    @Test
    void theDivergenceInTheLossHasTheGradientOfItsValue() {
        advantages = new double[PLACES];
        check(now -> loss(new PolicyLoss("clip", .2, .2), now, .7));
    }

    /** Where the policy is the one that sampled, the gradient is that of the divergence: log(pi/ref) a token. */
    @Test
    void theDivergenceInTheLossHasNoBias() {
        advantages = new double[PLACES];
        double[] gradient = gradient(now -> loss(new PolicyLoss("clip", .2, .2), now, 1), old);
        for (int i = 0; i < PLACES; i++) {
            double expected = inside[i] ? weights[i] * (old[i] - reference[i]) / tokens : 0;
            assertThat(gradient[i]).isCloseTo(expected, within(1e-12));
        }
    }

    /** The factor of CISPO is a constant, so that the gradient is the bounded ratio times that of the log-probability. */
    @Test
    void cispoLearnsFromEveryTokenWithItsWeightBounded() {
        double[] now = nearby();
        double[] gradient = gradient(x -> loss(new PolicyLoss("cispo", .2, .28), x, 0), now);
        for (int i = 0; i < PLACES; i++) {
            double ratio = Math.min(Math.exp(now[i] - old[i]), 1.28);
            double expected = inside[i] ? -advantages[i] * ratio * weights[i] / tokens : 0;
            assertThat(gradient[i]).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void theValueLossFallsAsItsGradientSays() {
        Tensor before = tensor(old);
        Tensor returns = tensor(advantages);
        check(now -> new ValueLoss(.3).of(now, before, returns, mask(), tokens));
    }

    @Test
    void theLossOfLeaveOneOutFallsAsItsGradientSays() {
        advantages = estimated(new LeaveOneOut(2));
        check(now -> loss(new PolicyLoss("clip", .2, .2), now, 0));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theLossOfGroupsFallsAsItsGradientSays(boolean byDeviation) {
        advantages = estimated(new GroupNormalised(2, byDeviation));
        check(now -> loss(new PolicyLoss("clip", .2, .2), now, .1));
    }

    /** The advantages that an estimator gives four answers with scores 1, 3, 2 and 0, at their tokens' places. */
    private double[] estimated(AdvantageEstimator estimator) {
        double[] scores = {1, 3, 2, 0};
        List<Episode> episodes = IntStream.range(0, ROWS)
                .mapToObj(row -> {
                    int length = (int) IntStream.range(row * COLUMNS, (row + 1) * COLUMNS)
                            .filter(i -> inside[i])
                            .count();
                    double[] rewards = new double[length];
                    rewards[length - 1] = scores[row];
                    Rollout rollout = new Rollout(new Sequence(new int[1], new int[length]), new double[length], true);
                    double[] none = new double[length];
                    return new Episode(
                            rollout, new RolloutScores(none, none, none, none, scores[row]), scores[row], rewards);
                })
                .toList();
        List<Experience> experiences = estimator.of(episodes);
        double[] spread = new double[PLACES];
        for (int i = 0; i < PLACES; i++) {
            spread[i] = inside[i] ? experiences.get(i / COLUMNS).advantages()[0] : 0;
        }
        return spread;
    }

    private Tensor loss(PolicyLoss loss, Tensor now, double beta) {
        PolicyLoss.Tokens parts =
                new PolicyLoss.Tokens(now, tensor(old), tensor(reference), tensor(advantages), tensor(weights), mask());
        return loss.of(parts, beta, tokens).loss();
    }

    private void check(Function<Tensor, Tensor> loss) {
        double[] now = nearby();
        double[] gradient = gradient(loss, now);
        for (int i = 0; i < PLACES; i++) {
            double[] up = now.clone();
            double[] down = now.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double slope =
                    (loss.apply(tensor(up)).item() - loss.apply(tensor(down)).item()) / (2 * STEP);
            assertThat(gradient[i]).as("place %d", i).isCloseTo(slope, within(1e-8));
        }
        assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow()).isPositive();
    }

    private static double[] gradient(Function<Tensor, Tensor> loss, double[] at) {
        Tensor learning = tensor(at).requiresGrad(true);
        loss.apply(learning).backward();
        return learning.grad().orElseThrow().toDoubles();
    }

    /** Within and beyond the clip of 0.2, but not at its edge. */
    private double[] nearby() {
        double[] now = new double[PLACES];
        Arrays.setAll(now, i -> old[i] + (i % 3 - 1) * .3 + .01);
        return now;
    }

    private double[] numbers(double from, double to) {
        return random.doubles(PLACES, from, to).toArray();
    }

    private Tensor mask() {
        return Tensor.of(inside, ROWS, COLUMNS);
    }

    private static Tensor tensor(double[] values) {
        Tensor tensor = Tensor.of(values, ROWS, COLUMNS);
        assertThat(tensor.dtype()).isEqualTo(DType.F64);
        return tensor;
    }
}
