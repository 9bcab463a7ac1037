package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.ModelConfig;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {
    private static final List<int[]> PROMPTS =
            List.of(new int[] {1, 5, 9, 33}, new int[] {1}, new int[] {1, 8, 8, 8, 8, 8, 2}, new int[] {7, 7});

    private static final int DRAWS = 100_000;

    private final Scope scope = Scope.open();
    /** Far from uniform, so that a wrong mask or position shows. */
    private final LanguageModel model = scaled(8);

    private static LanguageModel scaled(double factor) {
        LanguageModel model = LanguageModel.initialise(ModelConfig.llama(40, 16, 24, 2, 4, 2, 64), Rng.seeded(7));
        model.parameters().values().stream().filter(p -> p.rank() > 1).forEach(p -> p.mulInPlace(factor));
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
        Sampling cold = new Sampling(0.7, 0.8, 5, 1, 0, 15, List.of());
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
    void inSixteenBitsLogProbabilitiesAreNearThoseOfTheTrainingPath() {
        LanguageModel half = scaled(3).copy(DType.BF16);
        List<Sample> samples = new Sampler(half, Sampling.ofPolicy(15, List.of())).sample(PROMPTS, 5);
        for (int i = 0; i < PROMPTS.size(); i++) {
            int[] prompt = PROMPTS.get(i);
            float[] trained = logProbs(half, concat(prompt, samples.get(i).tokens()));
            for (int t = 0; t < 15; t++) {
                assertThat(samples.get(i).logProbs()[t]).isCloseTo(trained[prompt.length - 1 + t], within(0.05f));
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

    @Test
    void usedTokensBecomeLessLikelyAsInTransformers() {
        int[] prompt = {1, 5, 9, 33};
        Sampling penalised = new Sampling(0, 1, 0, 1.7, 0, 12, List.of());
        int[] ours = new Sampler(model, penalised)
                .sample(List.of(new int[] {7, 7}, prompt), 0)
                .get(1)
                .tokens();
        int[] text = prompt;
        for (int i = 0; i < 12; i++) {
            float[] logits = lastLogits(text);
            for (int used : IntStream.of(text).distinct().toArray()) {
                logits[used] = logits[used] < 0 ? logits[used] * 1.7f : logits[used] / 1.7f;
            }
            text = concat(text, new int[] {Tensor.of(logits).argmax(-1).toInts()[0]});
        }
        assertThat(ours).isEqualTo(Arrays.copyOfRange(text, 4, 16)).isNotEqualTo(naive(prompt, 12));
    }

    @Test
    void aPenaltyChangesWhatIsDrawnNotTheLogProbabilityThatIsReturned() {
        Sample sample = new Sampler(model, new Sampling(1, 1, 0, 1.5, 0, 8, List.of()))
                .sample(PROMPTS.subList(0, 1), 3)
                .getFirst();
        float[] trained = logProbs(concat(PROMPTS.getFirst(), sample.tokens()));
        for (int t = 0; t < 8; t++) {
            assertThat(sample.logProbs()[t]).isCloseTo(trained[3 + t], within(1e-4f));
        }
    }

    @Test
    void aTextDoesNotEndBeforeItsLeastLength() {
        List<Integer> most = IntStream.range(0, 39).boxed().toList();
        Sampler early = new Sampler(model, new Sampling(1, 1, 0, 1, 0, 20, most));
        Sampler late = new Sampler(model, new Sampling(1, 1, 0, 1, 7, 20, most));
        assertThat(early.sample(PROMPTS, 1)).extracting(s -> s.tokens().length).contains(1);
        assertThat(late.sample(PROMPTS, 1)).allSatisfy(sample -> {
            assertThat(Arrays.copyOf(sample.tokens(), 7)).containsOnly(39);
            assertThat(sample.tokens().length).isGreaterThan(7);
        });
    }

    /** Tokens stand for the letters a, b, c, ..: a text may end in the middle of what is drawn together. */
    @Test
    void aTextEndsWithAStopTextWhereverItBegins() {
        int[] free = new Sampler(model, Sampling.ofPolicy(12, List.of()))
                .sample(PROMPTS, 4)
                .get(2)
                .tokens();
        StopTexts stop = new StopTexts(List.of("never", letters(Arrays.copyOfRange(free, 3, 6))), SamplerTest::letters);
        List<Sample> samples = new Sampler(model, Sampling.ofPolicy(12, List.of()))
                .stoppingAt(stop)
                .sample(PROMPTS, 4);
        assertThat(samples.get(2).tokens()).isEqualTo(Arrays.copyOf(free, 6));
        assertThat(samples.get(2).stopped()).isTrue();
        assertThat(stop.cut(letters(samples.get(2).tokens()))).isEqualTo(letters(Arrays.copyOf(free, 3)));
        assertThat(samples.get(0).tokens()).hasSize(12);
    }

    /** Otherwise the answer would be cut at a stop text before its end. */
    @Test
    void aStopTextEndsATextBeforeItsLeastLengthToo() {
        Sampler sampler = new Sampler(model, new Sampling(1, 1, 0, 1, 10, 12, List.of()));
        int[] free = sampler.sample(PROMPTS, 4).get(2).tokens();
        StopTexts stop = new StopTexts(List.of(letters(Arrays.copyOfRange(free, 3, 6))), SamplerTest::letters);
        assertThat(sampler.stoppingAt(stop).sample(PROMPTS, 4).get(2).tokens()).isEqualTo(Arrays.copyOf(free, 6));
    }

    @Test
    void aModelThatComputesNaNIsAnError() {
        model.parameters().get("model.norm.weight").fill(Double.NaN);
        assertThatThrownBy(() -> new Sampler(model, Sampling.ofPolicy(5, List.of())).sample(PROMPTS, 0))
                .hasMessageContaining("no finite probabilities")
                .hasMessageContaining("dtype=bf16");
    }

    @Test
    void theListenerGetsEveryToken() {
        List<List<Integer>> heard = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        List<Sample> samples = new Sampler(model, Sampling.ofPolicy(15, List.of(2, 3, 8)))
                .listeningTo((prompt, id) -> heard.get(prompt).add(id))
                .sample(PROMPTS, 9);
        for (int i = 0; i < PROMPTS.size(); i++) {
            assertThat(heard.get(i)).isEqualTo(ResponseRows.ids(samples.get(i).tokens()));
        }
    }

    private static String letters(int[] ids) {
        StringBuilder letters = new StringBuilder();
        IntStream.of(ids).forEach(id -> letters.append((char) ('a' + id)));
        return letters.toString();
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
        Row row = new Row(0, 1, 1, 99);
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

    private float[] lastLogits(int[] text) {
        try (NoGrad off = NoGrad.on()) {
            Tensor hidden = model.hidden(TokenBatch.rightPadded(List.of(text)));
            return model.logits(hidden.select(1, text.length - 1L)).toFloats();
        }
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
        return logProbs(model, text);
    }

    private static float[] logProbs(LanguageModel model, int[] text) {
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
