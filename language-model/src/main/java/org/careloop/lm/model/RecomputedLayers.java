package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The layers of one pass as a part of a {@link GradientPass}: only the input of each layer is kept. */
final class RecomputedLayers implements GradientPass.Deferred {
    private final LayerStack stack;
    private final LayerStack.PassContext context;
    private final Adapters adapters;
    private final @Nullable String adapter;
    private final Tensor start;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<byte[]> dropouts = new ArrayList<>();
    private final Tensor result;

    /** Runs the layers; what autograd records of a layer is freed before the next one runs. */
    RecomputedLayers(LayerStack stack, LayerStack.PassContext context, Adapters adapters, Tensor start) {
        this.stack = stack;
        this.context = context;
        this.adapters = adapters;
        this.adapter = adapters.active();
        this.start = start.unscoped();
        context.tensors().forEach(Tensor::unscoped);
        Tensor x = start.detach().unscoped();
        for (int i = 0; i < stack.size(); i++) {
            inputs.add(x);
            try (Scope scope = Scope.open()) {
                adapters.dropout().ifPresent(rng -> dropouts.add(rng.state()));
                x = stack.forward(i, x, context).detach().unscoped();
            }
        }
        result = x.requiresGrad(true);
    }

    /** {@code [batch, length, hidden]}, a leaf. */
    Tensor result() {
        return result;
    }

    @Override
    public void backward() {
        Optional<Tensor> arrived = result.grad();
        if (arrived.isEmpty()) {
            return;
        }
        try (Scope scope = Scope.open();
                AdapterScope same = adapters.use(adapter)) {
            Optional<byte[]> now = adapters.dropout().map(Rng::state);
            Tensor gradient = arrived.get();
            for (int i = stack.size() - 1; i >= 0; i--) {
                if (now.isPresent()) {
                    restoreDropout(dropouts.get(i));
                }
                gradient = backward(i, gradient);
            }
            now.ifPresent(this::restoreDropout);
            if (start.requiresGrad()) {
                start.backward(gradient);
            }
        }
    }

    /** Restores the random source of dropout, so that the second pass drops the same inputs as the first. */
    private void restoreDropout(byte[] state) {
        adapters.dropout().ifPresent(rng -> rng.restore(state));
    }

    /** Computes a layer again and propagates the gradient from its output to its input. */
    private Tensor backward(int layer, Tensor gradient) {
        try (Scope scope = Scope.open()) {
            Tensor x = inputs.get(layer).requiresGrad(true);
            stack.forward(layer, x, context).backward(gradient);
            gradient.close();
            Tensor before = scope.keep(x.grad().orElseThrow());
            x.close(); // and with it its reference to the gradient; both would stay until the pass is closed
            return before;
        }
    }

    @Override
    public void close() {
        start.close();
        inputs.forEach(Tensor::close);
        result.close();
        context.tensors().forEach(Tensor::close);
    }
}
