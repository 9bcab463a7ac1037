package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/**
 * Log-probabilities of tokens from the hidden states before them, a piece of the places at a time.
 *
 * @param rows {@code [places, hidden]}
 * @param targets {@code [places]} I64
 * @param piece places whose logits exist at once
 */
record LogProbChunks(LanguageModel model, Tensor rows, Tensor targets, long piece, boolean withEntropy) {

    long count() {
        return Math.ceilDiv(rows.size(0), piece);
    }

    /** As autograd records it: every piece's logits are kept for the gradient, where one is recorded. */
    LogProbs.Measured measured() {
        List<Tensor> logProbs = new ArrayList<>();
        List<Tensor> entropies = new ArrayList<>();
        for (int i = 0; i < count(); i++) {
            LogProbs.Measured part = measured(i, place(rows, i));
            logProbs.add(part.logProbs());
            entropies.add(part.entropy());
        }
        return new LogProbs.Measured(joined(logProbs), joined(entropies));
    }

    /** Keeps no logits; what the gradient needs is computed again when it arrives. */
    LogProbs.Measured deferredTo(GradientPass pass) {
        Recomputed recomputed = new Recomputed(this);
        pass.defer(recomputed);
        return recomputed.results;
    }

    private LogProbs.Measured measured(int number, Tensor hidden) {
        Tensor all = model.logits(hidden).to(DType.F32).logSoftmax(-1);
        Tensor chosen = all.gather(1, place(targets, number).unsqueeze(1)).squeeze(1);
        Tensor entropy = withEntropy
                ? all.exp().mul(all).sum(-1, false).neg()
                : chosen.detach().mul(0);
        return new LogProbs.Measured(chosen, entropy);
    }

    private Tensor place(Tensor whole, int number) {
        long start = number * piece;
        return whole.narrow(0, start, Math.min(piece, whole.size(0) - start));
    }

    private Tensor joined(List<Tensor> parts) {
        return switch (parts.size()) {
            case 0 -> Tensor.zeros(new long[] {0}, DType.F32, rows.device());
            case 1 -> parts.getFirst();
            default -> Tensor.cat(0, parts.toArray(Tensor[]::new));
        };
    }

    /** The pieces of a pass whose results are leaves. */
    private static final class Recomputed implements GradientPass.Deferred {
        private final LogProbChunks pieces;
        private final LogProbs.Measured results;

        Recomputed(LogProbChunks pieces) {
            this.pieces = pieces;
            pieces.rows.unscoped();
            pieces.targets.unscoped();
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                LogProbs.Measured measured = pieces.measured();
                measured.logProbs().unscoped();
                measured.entropy().unscoped();
                results = measured;
            }
            results.logProbs().requiresGrad(true);
            results.entropy().requiresGrad(pieces.withEntropy);
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
                // From the last to the first, as autograd would: the output weight's gradient is a sum over the pieces.
                for (int i = (int) pieces.count() - 1; i >= 0; i--) {
                    gradients.addFirst(back(i, ofLogProbs, ofEntropy));
                }
                if (pieces.rows.requiresGrad()) {
                    pieces.rows.backward(pieces.joined(gradients));
                }
            }
        }

        private Tensor back(int number, Optional<Tensor> ofLogProbs, Optional<Tensor> ofEntropy) {
            try (Scope scope = Scope.open()) {
                Tensor hidden = pieces.place(pieces.rows.detach(), number).requiresGrad(true);
                LogProbs.Measured again = pieces.measured(number, hidden);
                Tensor sum = Tensor.zeros(new long[0], DType.F32, hidden.device());
                if (ofLogProbs.isPresent()) {
                    sum = sum.add(again.logProbs()
                            .mul(pieces.place(ofLogProbs.get(), number))
                            .sum());
                }
                if (ofEntropy.isPresent()) {
                    sum = sum.add(again.entropy()
                            .mul(pieces.place(ofEntropy.get(), number))
                            .sum());
                }
                sum.backward();
                return scope.keep(hidden.grad().orElseThrow());
            }
        }

        @Override
        public void close() {
            pieces.rows.close();
            pieces.targets.close();
            results.logProbs().close();
            results.entropy().close();
        }
    }
}
