package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens are drawn as often as their probabilities say. */
class SampleDistributionTest extends SmallModelTest {
    private static final int DRAWS = 100_000;

    @Test
    void truncationDrawsFromTheLikeliestTokensOnly() {
        Tensor logits = Tensor.of(new float[] {4, 3, 2, 1, 0}, 1, 5);
        assertThat(drawn(cut(1, 2), logits)).containsOnly(0, 1);
        // Shares are .636 .234 .086 .032 .012: the first two reach .8, the second is the one that does.
        assertThat(drawn(cut(0.8, 0), logits)).containsOnly(0, 1);
        assertThat(drawn(cut(0.5, 0), logits)).containsOnly(0);
        assertThat(drawn(cut(1, 0), logits)).contains(0, 1, 2, 3, 4);
    }

    /** One line a case: temperature, topP, topK, and the value that chi-square passes once in a thousand times. */
    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 27.88", // nine degrees of freedom
        "0.5, 1, 0, 27.88",
        "2, 1, 0, 27.88",
        "1, 0.7, 0, 13.82", // shares .432 .236 .129 ..: three tokens reach .7
        "1.5, 1, 5, 18.47", // five tokens
        "0.8, 0.9, 4, 13.82", // of four tokens, shares .525 .247 .130 .098, three reach .9
    })
    void drawsFollowTheSoftmaxOfWhatIsLeft(double temperature, double topP, int topK, double limit) {
        double[] logits = {2, 1.4, 0.8, 0.4, 0, -0.3, -0.6, -1, -1.4, -2};
        Sampling sampling = new Sampling(temperature, topP, topK, 1, 0, 1, List.of());
        double[] expected = naiveShares(logits, sampling);
        double[] counts = counts(sampling, Tensor.of(logits).to(DType.F32).reshape(1, 10), DRAWS);
        assertThat(chiSquare(counts, expected)).isLessThan(limit);
    }

    /** Samples through the whole model, with consecutive seeds. */
    @Test
    void whatTheModelIsSampledFromIsItsOwnDistribution() {
        int[] prompt = {1, 5, 9};
        LanguageModel model = scaled(4);
        double[] expected;
        try (NoGrad off = NoGrad.on()) {
            Tensor hidden = model.hidden(TokenBatch.rightPadded(List.of(prompt)));
            expected = model.logits(hidden.select(1, 2)).softmax(-1).toDoubles();
        }
        double[] counts = new double[expected.length];
        Sampler sampler = new Sampler(model, Sampling.ofPolicy(1, List.of()));
        int batch = 5_000;
        for (int seed = 0; seed < DRAWS; seed += batch) {
            for (Sample sample : sampler.sample(Collections.nCopies(batch, prompt), seed)) {
                counts[sample.tokens()[0]]++;
            }
        }
        assertThat(Arrays.stream(expected).min().orElseThrow() * DRAWS).isGreaterThan(5); // else chi-square says little
        assertThat(chiSquare(counts, expected)).isLessThan(72.05); // p = .001 at 39 degrees of freedom
    }

    /** Shares as they are meant: the likeliest topK, of these the fewest that reach topP. */
    private static double[] naiveShares(double[] logits, Sampling sampling) {
        double[] weights = Arrays.stream(logits)
                .map(x -> Math.exp(x / sampling.temperature()))
                .toArray();
        int most = sampling.topK() == 0 ? weights.length : sampling.topK();
        Arrays.fill(weights, most, weights.length, 0); // they stand in falling order
        double total = Arrays.stream(weights).sum();
        double before = 0;
        for (int i = 0; i < weights.length; i++) {
            double share = weights[i] / total;
            if (before >= sampling.topP()) {
                weights[i] = 0;
            }
            before += share;
        }
        double kept = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / kept).toArray();
    }

    private static double chiSquare(double[] counts, double[] shares) {
        double draws = Arrays.stream(counts).sum();
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (shares[i] == 0) {
                assertThat(counts[i]).isZero();
            } else {
                sum += Math.pow(counts[i] - draws * shares[i], 2) / (draws * shares[i]);
            }
        }
        return sum;
    }

    private static double[] counts(Sampling sampling, Tensor logits, int draws) {
        double[] counts = new double[(int) logits.size(1)];
        Row row = new Row(0, new int[] {1}, 1, 99);
        float[] uniform = new float[draws];
        for (int i = 0; i < draws; i++) {
            uniform[i] = row.uniform();
        }
        Tensor ids = new TokenDraw(sampling).draw(logits.expand(draws, counts.length), Tensor.of(uniform, draws, 1));
        for (int id : ids.toInts()) {
            counts[id]++;
        }
        return counts;
    }

    /** Nothing but what is left out. */
    private static Sampling cut(double topP, int topK) {
        return new Sampling(1, topP, topK, 1, 0, 1, List.of());
    }

    private static List<Integer> drawn(Sampling sampling, Tensor logits) {
        double[] counts = counts(sampling, logits, 3000);
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                ids.add(i);
            }
        }
        return ids;
    }
}
