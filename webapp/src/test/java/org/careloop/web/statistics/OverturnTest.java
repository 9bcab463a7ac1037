package org.careloop.web.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverturnTest {
    private static final double ALPHA = .05;

    /** The bounds hold what trying every set of votes gives. */
    @Test
    void theFewestVotesLieBetweenTheBounds() {
        int better = 0;
        for (int seed = 0; seed < 40; seed++) {
            Votes votes = study(seed, 7, 2, seed % 2 == 0 ? .9 : .75);
            boolean now = ETest.of(votes.promptMeans()).reachedAt(ALPHA).isPresent();
            better += now ? 1 : 0;
            Overturn.Range range = Overturn.of(votes, ALPHA).votes();
            OptionalInt fewest = fewest(votes, now);

            assertThat(range.atMost().isPresent()).isEqualTo(fewest.isPresent());
            if (fewest.isPresent()) {
                assertThat(fewest.getAsInt())
                        .isBetween(range.atLeast(), range.atMost().getAsInt());
            }
        }
        assertThat(better).isBetween(5, 35);
    }

    private static OptionalInt fewest(Votes votes, boolean now) {
        return IntStream.range(1, 1 << votes.size())
                .filter(set ->
                        ETest.of(votes.where(vote -> (set >> vote & 1) == 0).promptMeans())
                                        .reachedAt(ALPHA)
                                        .isPresent()
                                != now)
                .map(Integer::bitCount)
                .min();
    }

    @Test
    void oneAnnotatorWhoCarriesTheVerdictIsEnough() {
        int[] prompt = IntStream.range(0, 40).map(i -> i / 2).toArray();
        int[] annotator = IntStream.range(0, 40).map(i -> i % 2).toArray();
        double[] value = IntStream.range(0, 40)
                .mapToDouble(i -> i % 2 == 0 ? 1 : i % 4 == 1 ? 1 : -1)
                .toArray();
        Overturn found = Overturn.of(new Votes(prompt, annotator, value, 20, 2), ALPHA);

        assertThat(found.annotators()).isEqualTo(new Overturn.Range(1, OptionalInt.of(1)));
        assertThat(found.leadVotes()).isEqualTo(20);
        assertThat(found.leadAnnotators()).isEqualTo(1);
    }

    @Test
    void tenThousandVotesAreSearchedInReasonableTime() {
        Votes votes = study(1, 3_334, 3, .56);
        Overturn found = Overturn.of(votes, ALPHA);

        assertThat(found.leadVotes())
                .isEqualTo(votes.counts().good() - votes.counts().bad());
        assertThat(found.votes().atLeast()).isPositive();
        assertThat(found.votes().atMost().orElseThrow())
                .isBetween(found.votes().atLeast(), found.votes().atLeast() * 11 / 10 + 2);
    }

    /** Decisive votes of six annotators, each for the new model with a probability. */
    private static Votes study(int seed, int prompts, int each, double good) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = prompts * each;
        return new Votes(
                IntStream.range(0, n).map(i -> i / each).toArray(),
                IntStream.range(0, n).map(i -> i % 6).toArray(),
                IntStream.range(0, n)
                        .mapToDouble(i -> random.nextDouble() < good ? 1 : -1)
                        .toArray(),
                prompts,
                6);
    }
}
