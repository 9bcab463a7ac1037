package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A forward pass that a backward pass will follow. While it is open, what the model computes is recorded in a way that
 * saves memory: the logits of long texts are never kept, and the layers' insides need not be (Chen et al. 2016); both are
 * computed a second time when the gradient arrives. The gradients of a loss over one pass are the same bits either way.
 *
 * <pre>{@code
 * try (GradientPass pass = model.gradientPass(true)) {
 *     Tensor loss = LogProbs.of(model, model.hidden(batch), batch).mean().neg();
 *     pass.backward(loss);     // not loss.backward(), which would end where recording did
 * }
 * }</pre>
 */
public final class GradientPass implements AutoCloseable {
    /** Weights from which on the insides of layers are usually computed twice: a text's take more room than the weights do. */
    public static final long USUAL_FROM = 1_000_000_000;

    /** A part of the computation that autograd does not know; its result is a leaf of the part after it. */
    interface Deferred {
        /** Carries the gradient from the result, if one has arrived, to parameters and to the part before. */
        void backward();

        void close();
    }

    private final boolean recomputesLayers;
    private final @Nullable Tensor output; // the weight of the output layer, shared with the embedding or not
    private final Runnable over;
    private final List<Deferred> deferred = new ArrayList<>();

    GradientPass(boolean recomputesLayers, @Nullable LinearMaps output, Runnable over) {
        this.recomputesLayers = recomputesLayers;
        this.output = output == null ? null : output.maps().getFirst().weight();
        this.over = over;
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
     * The output layer's weight is met several times in one pass: for each piece of the logits, and as the embedding. Autograd
     * sums these before it adds them to what is there; so must we, to come to the same bits.
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
        over.run();
    }
}
