package org.careloop.lm.train;

import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.generate.Sampler;
import org.careloop.lm.generate.Sampling;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;

/** A train step and a sampling of a nano model, to be done many times while memory is watched. */
final class Passes {
    private final LanguageModel model =
            LanguageModel.initialise(ModelConfig.llama(256, 48, 96, 2, 4, 2, 64), Rng.seeded(1));

    /** Four texts of different lengths. */
    Runnable training(boolean recompute) {
        model.trainable(true);
        AdamW adam = new AdamW(model.parameters(), new AdamW.Settings(0.9, 0.95, 1e-8, 0));
        return () -> {
            try (Scope scope = Scope.open()) {
                TokenBatch batch = TokenBatch.rightPadded(List.of(row(1, 40), row(7, 33), row(3, 40), row(9, 12)));
                adam.clearGradients();
                try (GradientPass pass = model.gradientPass(recompute)) {
                    pass.backward(LogProbs.of(model, model.hidden(batch), batch)
                            .mean()
                            .neg());
                }
                GradientNorm.clip(adam.parameters(), 1, "learningRate");
                adam.step(1e-4);
            }
        };
    }

    /** Two texts of up to twelve tokens. The sampler opens its scopes itself. */
    Runnable generation() {
        Sampler sampler = new Sampler(model, Sampling.ofPolicy(12, List.of(2)));
        return () -> sampler.sample(List.of(row(1, 40), row(5, 20)), 3);
    }

    /** One text of twenty tokens, with a listener. */
    void oneLongText(Sampler.Listener listener) {
        new Sampler(model, Sampling.ofPolicy(20, List.of()))
                .listeningTo(listener)
                .sample(List.of(row(1, 40)), 3);
    }

    private static int[] row(int first, int length) {
        return IntStream.range(first, first + length).toArray();
    }
}
