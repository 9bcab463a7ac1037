package org.careloop.lm.ranks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What ranks exchange. */
class RankGroupTest {
    @Test
    void numbersAddUpAndRowsAndTextsComeInTheOrderOfTheRanks() throws Exception {
        List<List<Object>> seen = Threads.together(3, ranks -> {
            List<double[]> own = IntStream.range(0, ranks.rank())
                    .mapToObj(i -> new double[] {ranks.rank(), i})
                    .toList();
            return List.of(
                    ranks.sum(ranks.rank(), .5),
                    ranks.ofFirst(ranks.rank() + 7),
                    ranks.gather(own).stream()
                            .map(row -> (int) row[0] + ":" + (int) row[1])
                            .toList(),
                    ranks.gather("r" + "*".repeat(ranks.rank())));
        });

        assertThat(seen).allSatisfy(one -> {
            assertThat(one).element(0).isEqualTo(new double[] {3, 1.5});
            assertThat(one).element(1).isEqualTo(7L);
            assertThat(one).element(2).isEqualTo(List.of("1:0", "2:0", "2:1"));
            assertThat(one).element(3).isEqualTo(List.of("r", "r*", "r**"));
        });
    }

    /** As of an expert that no token of a rank's share went to: its optimiser must move it all the same. */
    @Test
    void aGradientThatOnlyOneRankHasReachesAllAndOneThatNobodyHasStaysAbsent() throws Exception {
        List<List<float[]>> gradients = Threads.together(2, ranks -> {
            try (Scope scope = Scope.open()) {
                Tensor both = Tensor.ones(2).requiresGrad(true);
                Tensor second = Tensor.ones(1, 2).requiresGrad(true);
                Tensor nobody = Tensor.ones(1).requiresGrad(true);
                Tensor loss = both.mul(ranks.rank() + 1).sum();
                (ranks.rank() == 1 ? loss.add(second.mul(5).sum()) : loss).backward();

                ranks.sumGradients(List.of(nobody, both, second));

                assertThat(nobody.grad()).isEmpty();
                return List.of(
                        both.grad().orElseThrow().toFloats(),
                        second.grad().orElseThrow().toFloats());
            }
        });

        assertThat(gradients).allSatisfy(one -> {
            assertThat(one.getFirst()).containsExactly(3, 3);
            assertThat(one.getLast()).containsExactly(5, 5);
        });
    }

    @Test
    void aBucketHoldsWhatFitsAndALargeGradientHasOneOfItsOwn() {
        try (Scope scope = Scope.open()) {
            List<Tensor> gradients =
                    List.of(Tensor.of(new float[] {1, 2}), Tensor.of(new float[] {3, 4}, 2, 1), Tensor.of(new float[] {
                        5, 6, 7, 8, 9
                    }));
            List<float[]> sent = new ArrayList<>();

            new GradientBuckets(4).sum(gradients, flat -> {
                sent.add(flat.toFloats());
                flat.mulInPlace(10);
            });

            assertThat(sent).containsExactly(new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8, 9});
            assertThat(gradients.get(1).toFloats()).containsExactly(30, 40);
            assertThat(gradients.get(1).shape()).containsExactly(2, 1);
            assertThat(gradients.get(2).toFloats()).containsExactly(50, 60, 70, 80, 90);
        }
    }

    @Test
    void sharesAreEvenAndTogetherTheWhole() throws Exception {
        List<Integer> items = List.of(9, 1, 5, 5, 2, 8);

        List<List<Integer>> shares = Threads.together(3, ranks -> ranks.share(items, item -> item));
        List<Ranks.Part> parts = Threads.together(3, ranks -> ranks.part(2));

        assertThat(shares).containsExactly(List.of(9, 1), List.of(8, 2), List.of(5, 5));
        assertThat(parts).containsExactly(new Ranks.Part(0, 0), new Ranks.Part(0, 1), new Ranks.Part(1, 2));
    }
}
