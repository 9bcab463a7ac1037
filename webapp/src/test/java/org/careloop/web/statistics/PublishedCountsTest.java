package org.careloop.web.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the report says of counts that papers print bare: one vote on each of a hundred prompts. */
class PublishedCountsTest {
    private static final double ALPHA = .05;

    @Test
    void thirtyEightToTwentyFourIsNotBetter() {
        Votes votes = votes(38, 38, 24);
        ETest test = ETest.of(votes.promptMeans());

        assertThat(votes.counts().netWinRate()).isCloseTo(.14, within(1e-12));
        assertThat(votes.counts().signTest()).isCloseTo(.098, within(.0005));
        assertThat(test.now()).isCloseTo(1.8, within(.05));
        assertThat(test.reachedAt(ALPHA)).isEmpty();
        assertInterval(votes, -.012, .292);
    }

    @Test
    void fiftyThreeToThirtyIsNotEnoughWhenLookedAtDaily() {
        Votes votes = votes(53, 17, 30);
        ETest test = ETest.of(votes.promptMeans());

        assertThat(votes.counts().netWinRate()).isCloseTo(.23, within(1e-12));
        assertThat(votes.counts().signTest()).isCloseTo(.015, within(.0005));
        assertThat(test.now()).isCloseTo(7.4, within(.05)).isLessThan(1 / ALPHA);
        assertInterval(votes, .058, .402);
    }

    private static void assertInterval(Votes votes, double low, double high) {
        ClusteredBootstrap.Estimate net = new ClusteredBootstrap(votes, ALPHA, 4_000, 1).netWinRate();
        Interval interval = Objects.requireNonNull(net.interval());

        assertThat(net.clusters()).isEqualTo(ClusteredBootstrap.Clusters.PROMPT);
        assertThat(interval.low()).isCloseTo(low, within(.015));
        assertThat(interval.high()).isCloseTo(high, within(.015));
    }

    /** One annotator, in an order of chance. */
    private static Votes votes(int good, int same, int bad) {
        List<Double> values = new ArrayList<>();
        values.addAll(Collections.nCopies(good, 1.0));
        values.addAll(Collections.nCopies(same, 0.0));
        values.addAll(Collections.nCopies(bad, -1.0));
        Collections.shuffle(values, new Random(1));
        int n = values.size();
        return new Votes(
                IntStream.range(0, n).toArray(),
                new int[n],
                values.stream().mapToDouble(Double::doubleValue).toArray(),
                n,
                1);
    }
}
