package org.careloop.lm.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/** The layers of one pass, of which only each one's input was kept. */
final class RecomputedLayers implements GradientPass.Deferred {
    private final LayerStack stack;
    private final LayerStack.Course course;
    private final Adapters adapters;
    private final @Nullable String adapter;
    private final Tensor start;
    private final List<Tensor> inputs = new ArrayList<>();
    private final List<byte[]> dropouts = new ArrayList<>();
    private final Tensor result;

    /** Goes through the layers; what each records is gone before the next begins. */
    RecomputedLayers(LayerStack stack, LayerStack.Course course, Adapters adapters, Tensor start) {
        this.stack = stack;
        this.course = course;
        this.adapters = adapters;
        this.adapter = adapters.active();
        this.start = start.unscoped();
        course.tensors().forEach(Tensor::unscoped);
        Tensor x = start.detach().unscoped();
        for (int i = 0; i < stack.size(); i++) {
            inputs.add(x);
            try (Scope scope = Scope.open()) {
                adapters.dropout().ifPresent(rng -> dropouts.add(rng.state()));
                x = stack.forward(i, x, course).detach().unscoped();
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
                    drop(dropouts.get(i));
                }
                gradient = back(i, gradient);
            }
            now.ifPresent(this::drop);
            if (start.requiresGrad()) {
                start.backward(gradient);
            }
        }
    }

    /** Puts the source of dropout into a state: what was left out the first time is left out again. */
    private void drop(byte[] state) {
        adapters.dropout().ifPresent(rng -> rng.restore(state));
    }

    /** Computes a layer once more, and carries the gradient from its output to its input. */
    private Tensor back(int layer, Tensor gradient) {
        try (Scope scope = Scope.open()) {
            Tensor x = inputs.get(layer).requiresGrad(true);
            stack.forward(layer, x, course).backward(gradient);
            gradient.close();
            Tensor before = scope.keep(x.grad().orElseThrow());
            x.close(); // and with it its hold on the gradient: both would be kept until the pass is over
            return before;
        }
    }

    @Override
    public void close() {
        start.close();
        inputs.forEach(Tensor::close);
        result.close();
        course.tensors().forEach(Tensor::close);
    }
}
