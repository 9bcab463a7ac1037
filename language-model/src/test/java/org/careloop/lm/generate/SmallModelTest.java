package org.careloop.lm.generate;

import java.util.Arrays;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;

/** Samples of a small model of random weights, and a naive twin of greedy sampling. */
abstract class SmallModelTest {
    static final List<int[]> PROMPTS =
            List.of(new int[] {1, 5, 9, 33}, new int[] {1}, new int[] {1, 8, 8, 8, 8, 8, 2}, new int[] {7, 7});

    private final Scope scope = Scope.open();
    /** Far from uniform, so that a wrong mask or position shows. */
    final LanguageModel model = scaled(8);

    static LanguageModel scaled(double factor) {
        LanguageModel model = LanguageModel.initialise(ModelConfig.llama(40, 16, 24, 2, 4, 2, 64), Rng.seeded(7));
        model.parameters().values().stream().filter(p -> p.rank() > 1).forEach(p -> p.mulInPlace(factor));
        return model;
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /** The likeliest tokens one by one, without a cache, until the token 2. */
    int[] naive(int[] prompt, int count) {
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

    static int[] concat(int[] a, int[] b) {
        int[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }
}
