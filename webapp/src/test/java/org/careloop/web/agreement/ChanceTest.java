package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.careloop.web.study.Proportion;
import org.junit.jupiter.api.Test;

/** Resampling, intervals, tests and medians against what theory says of them. */
class ChanceTest {

    @Test
    void drawsOfBothMethodsHaveTheBinomialMeanAndVariance() {
        long[][] cases = {{10, 3}, {40, 1}, {200, 50}, {200, 180}, {1000, 20}, {200_000, 60_000}};
        for (long[] c : cases) {
            double p = (double) c[1] / c[0];
            SplittableRandom random = new SplittableRandom(1);
            double[] draws = DoubleStream.generate(() -> Multinomial.binomial(c[0], p, random))
                    .limit(40_000)
                    .toArray();
            double mean = DoubleStream.of(draws).average().orElseThrow();
            double variance = DoubleStream.of(draws)
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            double expected = c[0] * p * (1 - p);
            assertThat(mean).as("mean of %s", (Object) c).isCloseTo(c[1], within(5 * Math.sqrt(expected / 40_000)));
            assertThat(variance).as("variance of %s", (Object) c).isCloseTo(expected, within(.04 * expected));
        }
    }

    @Test
    void aResampleHasAsManyComparisonsAsThereWere() {
        double[] times = {3, 0, 17, 1, 400, 12};
        for (int seed = 0; seed < 50; seed++) {
            double[] drawn = Multinomial.resample(times, new SplittableRandom(seed));
            assertThat(DoubleStream.of(drawn).sum()).isEqualTo(433);
            assertThat(drawn[1]).isZero();
        }
    }

    /** Of independent studies with alpha .5 about 95 in 100 intervals hold it. */
    @Test
    void theIntervalHoldsTheTruthAsOftenAsItClaims() {
        Random random = new Random(9);
        int held = 0;
        for (int study = 0; study < 200; study++) {
            Patterns patterns = new Patterns();
            for (int c = 0; c < 150; c++) {
                int[] counts = new int[Grade.COUNT];
                Grade first = random.nextBoolean() ? Grade.A_SLIGHTLY : Grade.B_SLIGHTLY;
                Grade independent = random.nextBoolean() ? Grade.A_SLIGHTLY : Grade.B_SLIGHTLY;
                counts[first.ordinal()]++;
                counts[(random.nextBoolean() ? first : independent).ordinal()]++;
                patterns.add(counts, 1);
            }
            Coefficient.Known alpha =
                    (Coefficient.Known) Bootstrap.estimates(patterns, 4).get(Measure.ALPHA_NOMINAL);
            held += alpha.low() <= .5 && .5 <= alpha.high() ? 1 : 0;
        }
        assertThat(held).isBetween(182, 198);
    }

    @Test
    void fewComparisonsAndASingleVerdictGiveNoFigure() {
        Patterns few = new Patterns();
        few.add(new int[] {0, 1, 1, 0, 0, 0}, 19);
        few.add(new int[] {0, 1, 0, 0, 0, 0}, 500);
        assertThat(Bootstrap.estimates(few, 4).values()).containsOnly(new Coefficient.TooFew(19));

        Patterns unvaried = new Patterns();
        unvaried.add(new int[] {0, 3, 0, 0, 0, 0}, 50);
        assertThat(Bootstrap.estimates(unvaried, 4))
                .containsEntry(Measure.FLEISS, new Coefficient.Unvaried(50))
                .containsEntry(Measure.ALPHA_NOMINAL, new Coefficient.Unvaried(50))
                .containsEntry(Measure.ALPHA_ORDINAL, new Coefficient.Unvaried(50))
                .containsEntry(Measure.PERCENT, new Coefficient.Known(1, 1, 1, 50));
    }

    /** 20 heads of 30 under a fair coin: p = .0987 two-sided, by the binomial distribution. */
    @Test
    void theSideIsTestedExactlyAndTogetherWithTheOthers() {
        assertThat(BinomialTests.fair(new Proportion(20, 30))).isCloseTo(.0987, within(5e-5));
        assertThat(BinomialTests.fair(new Proportion(10, 30))).isEqualTo(BinomialTests.fair(new Proportion(20, 30)));
        assertThat(BinomialTests.lower(new Proportion(12, 30), .6)).isCloseTo(.0212, within(5e-5));
        // Holm's own procedure by hand: .01 x 4, .02 x 3, then .03 x 2 would be lower than that and stays.
        assertThat(BinomialTests.holm(new double[] {.03, .01, .04, .02})).containsExactly(.06, .04, .06, .06);
    }

    @Test
    void theMedianIsReadOffItsBucketWithinATenth() {
        long[] buckets = new long[Pace.BUCKETS];
        buckets[Pace.BUCKETS - 30] = 21; // from five seconds to 5.95
        Pace pace = new Pace(buckets);
        assertThat(pace.median().orElseThrow()).isBetween(5.0, 5.95);
        assertThat(pace.low().orElseThrow()).isLessThan(pace.median().orElseThrow());
        assertThat(pace.high().orElseThrow()).isGreaterThan(pace.median().orElseThrow());
        assertThat(pace.isHasty()).isFalse();
        buckets[10] = 30;
        assertThat(new Pace(buckets).isHasty()).isTrue();
        assertThat(new Pace(buckets).hasty()).isEqualTo(new Proportion(30, 51));
        assertThat(new Pace(new long[Pace.BUCKETS]).median()).isEmpty();
    }
}
