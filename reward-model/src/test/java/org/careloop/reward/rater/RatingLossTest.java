package org.careloop.reward.rater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.Rating;
import org.careloop.run.settings.RaterSettings.Loss;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RatingLossTest {
    private static final List<RatedText> TEXTS = List.of(text("a", 0, 2), text("b", 5), text("c", 3, 3, 4));
    private static final double[] OUTPUTS = {-.7, 1.3, .2};

    private static RatedText text(String id, double... scores) {
        List<Rating> ratings = new java.util.ArrayList<>();
        for (double score : scores) {
            ratings.add(new Rating("n" + ratings.size(), score, null));
        }
        return new RatedText(id, "text " + id, null, ratings);
    }

    private static double plain(RatingLoss loss, double[] f, double[] bias) {
        double sum = 0;
        for (int i = 0; i < f.length; i++) {
            sum += loss.of(f[i], bias, TEXTS.get(i));
        }
        return sum;
    }

    /** Central differences of the loss in double arithmetic. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void gradientsAreThoseOfFiniteDifferences(Loss kind) {
        RatingLoss loss = new RatingLoss(kind);
        double[] bias = kind == Loss.SQUARED ? new double[] {2.5} : new double[] {2, 1, .3, -.4, -1.5};
        double step = 1e-5;
        try (Scope scope = Scope.open()) {
            Tensor f = Tensor.of(floats(OUTPUTS), 3).requiresGrad(true);
            Tensor b = Tensor.of(floats(bias), bias.length).requiresGrad(true);
            Tensor sum = loss.sum(f, b, TEXTS);
            assertThat(sum.item()).isCloseTo(plain(loss, OUTPUTS, bias), within(1e-5));
            sum.backward();
            for (int i = 0; i < OUTPUTS.length; i++) {
                assertThat(f.grad().orElseThrow().toDoubles()[i])
                        .isCloseTo(slope(loss, OUTPUTS, bias, OUTPUTS, i, step), within(1e-4));
            }
            for (int i = 0; i < bias.length; i++) {
                assertThat(b.grad().orElseThrow().toDoubles()[i])
                        .isCloseTo(slope(loss, OUTPUTS, bias, bias, i, step), within(1e-4));
            }
        }
    }

    private static double slope(RatingLoss loss, double[] f, double[] bias, double[] moved, int place, double step) {
        double before = moved[place];
        moved[place] = before + step;
        double up = plain(loss, f, bias);
        moved[place] = before - step;
        double down = plain(loss, f, bias);
        moved[place] = before;
        return (up - down) / (2 * step);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** One text of ratings 0 and 2 at f = 0 and biases 0: five coins, of which each costs ln 2. */
    @ParameterizedTest
    @EnumSource(Loss.class)
    void aScoreIsTheExpectedOneAndTheStartIsTheMean(Loss kind) {
        RatingLoss loss = new RatingLoss(kind);
        if (kind == Loss.ORDINAL) {
            assertThat(loss.score(0, new double[5])).isEqualTo(2.5);
            assertThat(loss.of(0, new double[5], TEXTS.getFirst())).isCloseTo(5 * Math.log(2), within(1e-12));
        } else {
            assertThat(loss.score(1.5, new double[] {2})).isEqualTo(3.5);
            assertThat(loss.of(0, new double[] {1}, TEXTS.getFirst())).isEqualTo(1);
        }
        double mean = (1 + 5 + 10 / 3.0) / 3;
        assertThat(loss.score(0, loss.start(TEXTS))).isCloseTo(mean, within(kind == Loss.ORDINAL ? .5 : 1e-12));
    }
}
