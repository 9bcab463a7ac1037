package org.careloop.ppo.rl;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/** A copy of the policy's trained parameters, as they were in the last iteration whose divergence was below its limit. */
final class LastGood implements AutoCloseable {
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> copies = new LinkedHashMap<>();

    LastGood(Map<String, Tensor> parameters) {
        this.parameters = parameters;
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            parameters.forEach((name, parameter) ->
                    copies.put(name, parameter.detach().copy().unscoped()));
        }
    }

    /** Copies the parameters as they are now. */
    void keep() {
        copy(parameters, copies);
    }

    /** Puts the parameters back. */
    void restore() {
        copy(copies, parameters);
    }

    private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            from.forEach((name, tensor) -> Objects.requireNonNull(to.get(name)).copyFrom(tensor));
        }
    }

    /** By the parameters' names. */
    Map<String, Tensor> copies() {
        return copies;
    }

    @Override
    public void close() {
        copies.values().forEach(Tensor::close);
    }
}
