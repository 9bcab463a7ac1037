package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * Log-probabilities of tokens from the hidden states before them, computed chunk by chunk.
 *
 * @param rows {@code [places, hidden]}
 * @param targets {@code [places]} I64
 * @param chunk positions whose logits exist at the same time
 */
record LogProbChunks(LanguageModel model, Tensor rows, Tensor targets, long chunk, boolean withEntropy) {

    long count() {
        return Math.ceilDiv(rows.size(0), chunk);
    }

    /** The plain computation: where a gradient is recorded, autograd keeps the logits of every chunk. */
    LogProbs.Measured measured() {
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            LogProbs.Measured part = measured(i, slice(rows, i));
            logProbs.add(part.logProbs());
            entropies.add(part.entropy());
        }
        return new LogProbs.Measured(joined(logProbs), joined(entropies));
    }

    /** Keeps no logits; the backward pass computes them again. */
    LogProbs.Measured deferredTo(GradientPass pass) {
        Recomputed recomputed = new Recomputed(this);
        pass.defer(recomputed);
        return recomputed.results;
    }

    private LogProbs.Measured measured(int number, Tensor hidden) {
        Tensor all = model.preciseLogits(hidden).logSoftmax(-1);
        Tensor chosen = all.gather(1, slice(targets, number).unsqueeze(1)).squeeze(1);
        Tensor entropy = withEntropy
                ? all.exp().mul(all).sum(-1, false).neg()
                : chosen.detach().mul(0);
        return new LogProbs.Measured(chosen, entropy);
    }

    private Tensor slice(Tensor whole, int number) {
        long start = number * chunk;
        return whole.narrow(0, start, Math.min(chunk, whole.size(0) - start));
    }

    private Tensor joined(List<Tensor> parts) {
        return switch (parts.size()) {
            case 0 -> Tensor.zeros(new long[] {0}, DType.F32, rows.device());
            case 1 -> parts.getFirst();
            default -> Tensor.cat(0, parts.toArray(Tensor[]::new));
        };
    }

    /** The chunks as a part of a {@link GradientPass}; their results are leaves. */
    private static final class Recomputed implements GradientPass.Deferred {
        private final LogProbChunks chunks;
        private final LogProbs.Measured results;

        Recomputed(LogProbChunks chunks) {
            this.chunks = chunks;
            chunks.rows.unscoped();
            chunks.targets.unscoped();
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                LogProbs.Measured measured = chunks.measured();
                measured.logProbs().unscoped();
                measured.entropy().unscoped();
                results = measured;
            }
            results.logProbs().requiresGrad(true);
            results.entropy().requiresGrad(chunks.withEntropy);
        }

        @Override
        public void backward() {
            Optional<Tensor> ofLogProbs = results.logProbs().grad();
            Optional<Tensor> ofEntropy = results.entropy().grad();
            if (ofLogProbs.isEmpty() && ofEntropy.isEmpty()) {
                return;
            }
            try (Scope scope = Scope.open()) {
                List<Tensor> gradients = new ArrayList<>();
                // From the last to the first, as autograd would: the gradient of the output weight is a sum over the
                // chunks.
                for (int i = (int) chunks.count() - 1; i >= 0; i--) {
                    gradients.addFirst(back(i, ofLogProbs, ofEntropy));
                }
                if (chunks.rows.requiresGrad()) {
                    chunks.rows.backward(chunks.joined(gradients));
                }
            }
        }

        private Tensor back(int number, Optional<Tensor> ofLogProbs, Optional<Tensor> ofEntropy) {
            try (Scope scope = Scope.open()) {
                Tensor hidden = chunks.slice(chunks.rows.detach(), number).requiresGrad(true);
                LogProbs.Measured again = chunks.measured(number, hidden);
                Tensor sum = Tensor.zeros(new long[0], DType.F32, hidden.device());
                if (ofLogProbs.isPresent()) {
                    sum = sum.add(again.logProbs()
                            .mul(chunks.slice(ofLogProbs.get(), number))
                            .sum());
                }
                if (ofEntropy.isPresent()) {
                    sum = sum.add(again.entropy()
                            .mul(chunks.slice(ofEntropy.get(), number))
                            .sum());
                }
                sum.backward();
                return scope.keep(hidden.grad().orElseThrow());
            }
        }

        @Override
        public void close() {
            chunks.rows.close();
            chunks.targets.close();
            results.logProbs().close();
            results.entropy().close();
        }
    }
}
