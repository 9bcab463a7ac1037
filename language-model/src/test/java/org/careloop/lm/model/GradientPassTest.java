package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is computed twice must give the same bits as what is kept. */
class GradientPassTest {
    private static final List<List<int[]>> TEXTS = List.of(
            List.of(new int[] {1, 5, 9, 33, 7, 8, 8, 30}, new int[] {1, 8, 2}),
            List.of(new int[] {7, 7, 7, 2}, new int[] {1, 39, 38, 37, 36}));

    private final Scope scope = Scope.open();

    @AfterEach
    void close() {
        scope.close();
    }

    /**
     * Two passes one after the other, whose gradients are added up; logits in chunks of three positions, or all at
     * once.
     */
    @ParameterizedTest
    @CsvSource({"PLAIN, 3", "GROUPED_TIED, 3", "GROUPED_TIED, 1000", "LLAMA3_BIASED, 1000", "MISTRAL, 3", "QWEN3, 4"})
    void gradientsAreTheSameBits(ParityFixture.Small small, int piece) throws Exception {
        LanguageModel model = small.model();
        model.trainable(true);

        Map<String, Tensor> kept = gradients(model, model.parameters(), false, piece);
        Map<String, Tensor> recomputed = gradients(model, model.parameters(), true, piece);

        checkSame(kept, recomputed);
    }

    @Test
    void anAdapterLeavesOutTheSameInputsBothTimes() throws Exception {
        LanguageModel model = ParityFixture.Small.PLAIN.model();
        Rng rng = Rng.seeded(5);
        model.addAdapter("policy", new LoraConfig(4, 8, 0.4, Set.of("q_proj", "v_proj", "up_proj")), rng);
        Map<String, Tensor> adapter = model.adapterParameters("policy");
        try (NoGrad off = NoGrad.on()) {
            adapter.values().forEach(p -> p.addInPlace(Tensor.randomNormal(rng, 0, 0.3, p.shape())));
        }
        byte[] start = rng.state();
        Map<String, Tensor> kept = gradients(model, adapter, false, 1000);
        byte[] after = rng.state();
        rng.restore(start);
        Map<String, Tensor> recomputed = gradients(model, adapter, true, 1000);

        checkSame(kept, recomputed);
        assertThat(rng.state()).isEqualTo(after);
        model.parameters().values().forEach(p -> assertThat(p.grad()).isEmpty());
    }

    @Test
    void theGradientOfAnEntropyIsComputedTwiceToo() throws Exception {
        LanguageModel model = ParityFixture.Small.GROUPED_TIED.model();
        model.trainable(true);
        TokenBatch batch = TokenBatch.rightPadded(TEXTS.getFirst());

        loss(LogProbs.at(model, model.hidden(batch), batch, wanted(batch), true, new LogProbs.Chunking(3, 0)))
                .backward();
        Map<String, Tensor> kept = copied(model.parameters());
        model.parameters().values().forEach(Tensor::clearGrad);
        try (GradientPass pass = model.gradientPass(true)) {
            pass.backward(loss(
                    LogProbs.at(model, model.hidden(batch), batch, wanted(batch), true, new LogProbs.Chunking(3, 0))));
        }

        Map<String, Tensor> recomputed = copied(model.parameters());
        kept.forEach((name, gradient) ->
                assertThat(furthest(gradient, recomputed.get(name))).as(name).isLessThan(1e-5));
    }

    private static Tensor loss(LogProbs both) {
        return both.entropy().sum().sub(both.logProbs().sum());
    }

    /** Accumulated one by one, eight texts give the gradient of the eight together. */
    @Test
    void accumulatedMicroBatchesGiveTheGradientOfTheBatch() throws Exception {
        LanguageModel model = ParityFixture.Small.GROUPED_TIED.model();
        model.trainable(true);
        List<int[]> eight = IntStream.range(0, 8)
                .mapToObj(i ->
                        IntStream.range(0, 3 + i).map(t -> (7 * i + 5 * t) % 41).toArray())
                .toList();
        Map<String, Tensor> together = accumulated(model, List.of(eight));
        Map<String, Tensor> oneByOne =
                accumulated(model, eight.stream().map(List::of).toList());
        together.forEach((name, gradient) -> {
            double scale = gradient.abs().max().item();
            assertThat(furthest(gradient, oneByOne.get(name)) / scale).as(name).isLessThan(1e-6);
        });
    }

    private static Map<String, Tensor> accumulated(LanguageModel model, List<List<int[]>> batches) {
        model.parameters().values().forEach(Tensor::clearGrad);
        for (List<int[]> texts : batches) {
            TokenBatch batch = TokenBatch.rightPadded(texts);
            LogProbs.of(model, model.hidden(batch), batch).sum().div(52).neg().backward();
        }
        return copied(model.parameters());
    }

    @Test
    void whatIsRecomputedIsNotKept() throws Exception {
        LanguageModel model = ParityFixture.Small.PLAIN.model();
        model.trainable(true);
        TokenBatch batch = TokenBatch.rightPadded(TEXTS.getFirst());
        try (GradientPass pass = model.gradientPass(true)) {
            Tensor hidden = model.hidden(batch);
            hidden.square().sum().backward(); // stops at the result of the recomputed layers
            assertThat(model.parameters().get(Trunk.FINAL_NORM).grad()).isPresent();
            assertThat(model.parameters().get(Trunk.EMBEDDING).grad()).isEmpty();
        }
    }

    @Test
    void passesDoNotNestAndEndWithTheirScope() throws Exception {
        LanguageModel model = ParityFixture.Small.PLAIN.model();
        try (GradientPass pass = model.gradientPass(true)) {
            assertThatThrownBy(() -> model.gradientPass(false)).hasMessageContaining("open already");
        }
        try (GradientPass next = model.gradientPass(false)) {
            assertThat(next.recomputesLayers()).isFalse();
        }
    }

    private static Map<String, Tensor> gradients(
            LanguageModel model, Map<String, Tensor> parameters, boolean recompute, int piece) {
        parameters.values().forEach(Tensor::clearGrad);
        for (List<int[]> texts : TEXTS) {
            TokenBatch batch = TokenBatch.rightPadded(texts);
            if (recompute) {
                try (GradientPass pass = model.gradientPass(true)) {
                    pass.backward(loss(model, parameters, batch, piece));
                }
            } else {
                loss(model, parameters, batch, piece).backward();
            }
        }
        return copied(parameters);
    }

    private static Tensor loss(LanguageModel model, Map<String, Tensor> parameters, TokenBatch batch, int piece) {
        Tensor hidden = hidden(model, parameters, batch);
        return LogProbs.at(model, hidden, batch, wanted(batch), false, new LogProbs.Chunking(piece, 0))
                .logProbs()
                .sum()
                .div(7)
                .neg();
    }

    /** With the adapter in use while the pass goes forward, and no more when it goes back. */
    private static Tensor hidden(LanguageModel model, Map<String, Tensor> parameters, TokenBatch batch) {
        boolean adapted = !parameters.keySet().equals(model.parameters().keySet());
        try (AdapterScope on = adapted ? model.use("policy") : model.useNone()) {
            return model.hidden(batch);
        }
    }

    private static Tensor wanted(TokenBatch batch) {
        return batch.mask().narrow(1, 1, batch.length() - 1).to(DType.BOOL);
    }

    private static Map<String, Tensor> copied(Map<String, Tensor> parameters) {
        Map<String, Tensor> copies = new LinkedHashMap<>();
        parameters.forEach((name, p) -> copies.put(name, p.grad().orElseThrow().copy()));
        return copies;
    }

    private static void checkSame(Map<String, Tensor> kept, Map<String, Tensor> other) {
        assertThat(other.keySet()).isEqualTo(kept.keySet());
        kept.forEach((name, gradient) -> {
            assertThat(furthest(gradient, other.get(name))).as(name).isZero();
            assertThat(gradient.abs().max().item()).as(name).isGreaterThan(0);
        });
    }

    private static double furthest(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item();
    }
}
