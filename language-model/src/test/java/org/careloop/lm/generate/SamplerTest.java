package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.ModelConfig;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplerTest {
    private static final List<int[]> PROMPTS =
            List.of(new int[] {1, 5, 9, 33}, new int[] {1}, new int[] {1, 8, 8, 8, 8, 8, 2}, new int[] {7, 7});

    private final Scope scope = Scope.open();
    private final LanguageModel model = wide();

    /** Far from uniform, so that a wrong mask or position shows. */
    private static LanguageModel wide() {
        LanguageModel model = LanguageModel.initialise(ModelConfig.llama(40, 16, 24, 2, 4, 2, 64), Rng.seeded(7));
        model.parameters().values().stream().filter(p -> p.rank() > 1).forEach(p -> p.mulInPlace(8));
        return model;
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void greedyEqualsTheNaiveTwinWithoutACache() {
        List<Sample> samples = new Sampler(model, Sampling.greedy(12, List.of(2))).sample(PROMPTS, 0);
        for (int i = 0; i < PROMPTS.size(); i++) {
            assertThat(samples.get(i).tokens()).isEqualTo(naive(PROMPTS.get(i), 12));
        }
    }

    @Test
    void aSampleDoesNotDependOnItsBatch() {
        Sampler sampler = new Sampler(model, Sampling.ofPolicy(20, List.of(2, 3)));
        List<Sample> together = sampler.sample(PROMPTS, new long[] {11, 12, 13, 14});
        for (int i = 0; i < PROMPTS.size(); i++) {
            Sample alone = sampler.sample(List.of(PROMPTS.get(i)), 11 + i).getFirst();
            assertThat(alone.tokens()).isEqualTo(together.get(i).tokens());
        }
    }

    @Test
    void returnedLogProbabilitiesAreThoseOfTheTrainingPath() {
        Sampling cold = new Sampling(0.7, 0.8, 5, 15, List.of());
        List<Sample> samples = new Sampler(model, cold).sample(PROMPTS, 5);
        for (int i = 0; i < PROMPTS.size(); i++) {
            int[] prompt = PROMPTS.get(i);
            float[] trained = logProbs(concat(prompt, samples.get(i).tokens()));
            for (int t = 0; t < 15; t++) {
                assertThat(samples.get(i).logProbs()[t]).isCloseTo(trained[prompt.length - 1 + t], within(1e-4f));
            }
        }
    }

    @Test
    void aTextEndsWithItsStopTokenAndTheOthersGoOn() {
        int stop = naive(PROMPTS.get(0), 6)[3];
        List<Sample> samples = new Sampler(model, Sampling.greedy(6, List.of(stop))).sample(PROMPTS, 0);
        assertThat(samples.get(0).stopped()).isTrue();
        assertThat(Arrays.stream(samples.get(0).tokens()).filter(t -> t == stop).count())
                .isEqualTo(1);
        assertThat(samples.get(0).tokens()[samples.get(0).tokens().length - 1]).isEqualTo(stop);
        assertThat(samples.get(0).logProbs()).hasSameSizeAs(samples.get(0).tokens());
        samples.stream()
                .filter(s -> !s.stopped())
                .forEach(s -> assertThat(s.tokens()).hasSize(6));
    }

    @Test
    void generationEndsWhereTheModelsPositionsEnd() {
        int[] prompt = new int[60];
        Arrays.fill(prompt, 5);
        List<Sample> samples =
                new Sampler(model, Sampling.ofPolicy(50, List.of())).sample(List.of(prompt, new int[] {1}), 0);
        assertThat(samples.get(0).tokens()).hasSize(4);
        assertThat(samples.get(1).tokens()).hasSize(50);
        assertThatThrownBy(() -> new Sampler(model, Sampling.ofPolicy(5, List.of())).sample(List.of(new int[64]), 0))
                .hasMessageContaining("a prompt of 64 tokens leaves no room");
    }

    @Test
    void truncationDrawsFromTheLikeliestTokensOnly() {
        Tensor logits = Tensor.of(new float[] {4, 3, 2, 1, 0}, 1, 5);
        assertThat(drawn(new Sampling(1, 1, 2, 1, List.of()), logits)).containsOnly(0, 1);
        // Shares are .636 .234 .086 .032 .012: the first two reach .8, the second is the one that does.
        assertThat(drawn(new Sampling(1, 0.8, 0, 1, List.of()), logits)).containsOnly(0, 1);
        assertThat(drawn(new Sampling(1, 0.5, 0, 1, List.of()), logits)).containsOnly(0);
        assertThat(drawn(new Sampling(1, 1, 0, 1, List.of()), logits)).contains(0, 1, 2, 3, 4);
    }

    @Test
    void drawsFollowTheSoftmaxAtEachTemperature() {
        Tensor logits = Tensor.of(new float[] {2, 1, 0, -1}, 1, 4);
        for (double temperature : new double[] {0.5, 1, 2}) {
            Sampling sampling = new Sampling(temperature, 1, 0, 1, List.of());
            double[] expected = logits.div(temperature).softmax(-1).toDoubles();
            int draws = 20_000;
            double[] counts = counts(sampling, logits, draws);
            double chiSquare = 0;
            for (int i = 0; i < 4; i++) {
                chiSquare += Math.pow(counts[i] - draws * expected[i], 2) / (draws * expected[i]);
            }
            // p = .001 at three degrees of freedom
            assertThat(chiSquare).isLessThan(16.27);
        }
    }

    private static double[] counts(Sampling sampling, Tensor logits, int draws) {
        double[] counts = new double[(int) logits.size(1)];
        Row row = new Row(1, 99);
        float[] uniform = new float[draws];
        for (int i = 0; i < draws; i++) {
            uniform[i] = row.uniform();
        }
        Tensor ids = new TokenDraw(sampling)
                .draw(logits.expand(draws, counts.length), Tensor.of(uniform, draws, 1))
                .ids();
        for (int id : ids.toInts()) {
            counts[id]++;
        }
        return counts;
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

    private int[] naive(int[] prompt, int count) {
        int[] text = prompt;
        try (NoGrad off = NoGrad.on()) {
            for (int i = 0; i < count; i++) {
                Tensor hidden = model.hidden(TokenBatch.rightPadded(List.of(text)));
                int next = (int) model.logits(hidden.select(1, text.length - 1L))
                        .argmax(-1)
                        .item();
                text = concat(text, new int[] {next});
                if (next == 2) {
                    break;
                }
            }
        }
        return Arrays.copyOfRange(text, prompt.length, text.length);
    }

    private float[] logProbs(int[] text) {
        try (NoGrad off = NoGrad.on()) {
            TokenBatch batch = TokenBatch.rightPadded(List.of(text));
            return LogProbs.of(model, model.hidden(batch), batch).toFloats();
        }
    }

    private static int[] concat(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
