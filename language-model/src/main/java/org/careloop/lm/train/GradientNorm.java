package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.Fused;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;

/** The length of all gradients taken as one vector (Pascanu et al. 2013). */
public final class GradientNorm {
    private GradientNorm() {}

    /**
     * Shortens the gradients so that their norm is at most {@code limit}.
     *
     * @return the norm before; not finite when a gradient is not, and then nothing is changed
     */
    public static double clip(List<Tensor> parameters, double limit) {
        try (Scope scope = Scope.open()) {
            List<Tensor> gradients = new ArrayList<>();
            parameters.forEach(parameter -> parameter.grad().ifPresent(gradients::add));
            double norm = Fused.norm(gradients);
            if (norm > limit && Double.isFinite(norm)) {
                gradients.forEach(gradient -> gradient.mulInPlace(limit / norm));
            }
            return norm;
        }
    }
}
