package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplerTest extends SmallModelTest {
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

    /** Forty texts through two places: the cache is filled and moved to its front on the way. */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.3})
    void textsThatWaitedAreTheSameAsAlone(double penalty) {
        List<int[]> prompts = IntStream.range(0, 40)
                .mapToObj(i -> IntStream.rangeClosed(0, i % 5)
                        .map(j -> (5 + 3 * i + j) % 40)
                        .toArray())
                .toList();
        Sampling sampling = new Sampling(1, 1, 0, penalty, 2, 30, List.of(2, 3, 8, 11, 17));
        List<Sample> alone = IntStream.range(0, prompts.size())
                .mapToObj(i -> new Sampler(model, sampling)
                        .sample(List.of(prompts.get(i)), 70 + i)
                        .getFirst())
                .toList();
        List<Sample> waiting = new Sampler(model, sampling).atMost(2).sample(prompts, 70);

        for (int i = 0; i < prompts.size(); i++) {
            assertThat(waiting.get(i).tokens()).isEqualTo(alone.get(i).tokens());
            assertThat(waiting.get(i).logProbs()).containsExactly(alone.get(i).logProbs(), within(1e-5f));
            assertThat(waiting.get(i).stopped()).isEqualTo(alone.get(i).stopped());
        }
        assertThat(alone.stream().mapToInt(one -> one.tokens().length).sum()).isGreaterThan(2 * 200);
        assertThat(alone.stream().filter(Sample::stopped).count()).isBetween(5L, 39L);
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

    private float[] lastLogits(int[] text) {
        try (NoGrad off = NoGrad.on()) {
            Tensor hidden = model.hidden(TokenBatch.rightPadded(List.of(text)));
            return model.logits(hidden.select(1, text.length - 1L)).toFloats();
        }
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
}
