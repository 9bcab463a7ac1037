package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A forward pass that a backward pass will follow. While it is open, the model keeps less for the gradient: never the
 * logits of long texts, and optionally no activations inside layers (gradient checkpointing, Chen et al. 2016). Both
 * are computed again in the backward pass. The gradients are the same bits either way.
 *
 * <pre>{@code
 * try (GradientPass pass = model.gradientPass(true)) {
 *     Tensor loss = LogProbs.of(model, model.hidden(batch), batch).mean().neg();
 *     pass.backward(loss);     // not loss.backward(), which would stop at the parts that are recomputed
 * }
 * }</pre>
 */
public final class GradientPass implements AutoCloseable {
    /** A part of the computation that autograd has not recorded; its result is a leaf of the recorded part after it. */
    interface Deferred {
        /** Propagates the gradient of the result, if there is one, to the parameters and to the part before. */
        void backward();

        void close();
    }

    private final boolean recomputesLayers;
    private final @Nullable Tensor output; // weight of the output layer, which may be shared with the embedding
    private final Runnable onClose;
    private final List<Deferred> deferred = new ArrayList<>();

    GradientPass(boolean recomputesLayers, @Nullable LinearMaps output, Runnable onClose) {
        this.recomputesLayers = recomputesLayers;
        this.output = output == null ? null : output.maps().getFirst().weight();
        this.onClose = onClose;
    }

    boolean recomputesLayers() {
        return recomputesLayers;
    }

    void defer(Deferred part) {
        deferred.add(part);
    }

    /** Adds the gradient of a loss to every tensor that required it. Once a pass. */
    public void backward(Tensor loss) {
        if (deferred.isEmpty()) {
            loss.backward();
            return;
        }
        Optional<Tensor> before = takeOutputGradient();
        loss.backward();
        deferred.reversed().forEach(Deferred::backward);
        before.ifPresent(this::addOutputGradient);
    }

    /**
     * The output layer's weight gets several gradients in one pass: one for each chunk of the logits, and one as the
     * embedding. Autograd sums these first and then adds the sum to the gradient of earlier passes. Doing the same
     * gives the same bits.
     */
    private Optional<Tensor> takeOutputGradient() {
        if (output == null) {
            return Optional.empty();
        }
        Optional<Tensor> gradient = output.grad();
        output.clearGrad();
        return gradient;
    }

    private void addOutputGradient(Tensor before) {
        if (output != null) {
            try (NoGrad off = NoGrad.on()) {
                output.grad().ifPresent(before::addInPlace);
                output.grad(before);
            }
        }
    }

    @Override
    public void close() {
        deferred.forEach(Deferred::close);
        deferred.clear();
        onClose.run();
    }
}
