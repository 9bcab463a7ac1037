package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.NativeMemory;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PackedWeightsTest {
    private final Scope scope = Scope.open();
    private final NoGrad off = NoGrad.on();
    /** Wide enough for its weights to be packed. */
    private final LanguageModel model =
            LanguageModel.initialise(ModelConfig.llama(400, 320, 640, 2, 5, 5, 64), Rng.seeded(1));

    private final TokenBatch batch = TokenBatch.rightPadded(List.of(new int[] {1, 5, 9, 33}, new int[] {1, 8}));

    @AfterEach
    void close() {
        off.close();
        scope.close();
    }

    @Test
    void aModelComputesTheSameWithPackedWeightsAndWithAnAdapterOverThem() {
        model.addAdapter("policy", LoraConfig.ofRank(4), Rng.seeded(2));
        model.adapterParameters("policy")
                .values()
                .forEach(p -> p.addInPlace(Tensor.ones(p.shape()).mul(0.01)));
        Tensor plain = logits();
        Tensor adapted = adapted();
        try (PackedWeights packed = model.packed(2)) {
            assertThat(furthest(logits(), plain)).isBetween(1e-9, 1e-5);
            assertThat(furthest(adapted(), adapted)).isLessThan(1e-5);
        }
        assertThat(furthest(adapted, plain)).isGreaterThan(1e-3);
        assertThat(furthest(logits(), plain)).isZero();
    }

    @Test
    void weightsThatChangeCountAgainOnceThePackedOnesAreClosed() {
        Tensor before;
        try (PackedWeights packed = model.packed(2)) {
            before = logits();
            model.parameters().get("model.layers.1.mlp.down_proj.weight").fill(1);
            assertThat(furthest(logits(), before)).isZero();
        }
        assertThat(furthest(logits(), before)).isGreaterThan(0.1);
    }

    /**
     * The largest difference of many: the garbage collector may free objects of earlier passes meanwhile, but never
     * adds any.
     */
    @Test
    void noHandleIsLeft() {
        long held = 0;
        long left = 0;
        for (int i = 0; i < 20; i++) {
            long before = NativeMemory.handles();
            try (PackedWeights packed = model.packed(2)) {
                held = Math.max(held, NativeMemory.handles() - before);
            }
            // Objects that are made once and stay, such as an operator that is looked up, come with the first pass.
            left = i == 0 ? 0 : Math.max(left, NativeMemory.handles() - before);
        }
        assertThat(held).isPositive();
        assertThat(left).isZero();
    }

    private Tensor logits() {
        return model.logits(model.hidden(batch));
    }

    private Tensor adapted() {
        try (AdapterScope on = model.use("policy")) {
            return logits();
        }
    }

    private static double furthest(Tensor a, Tensor b) {
        return a.sub(b).abs().max().item();
    }
}
