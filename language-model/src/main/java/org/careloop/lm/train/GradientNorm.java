package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.Fused;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.Phrase;
import org.careloop.run.health.RunFault;

/** The length of all gradients taken as one vector (Pascanu et al. 2013). */
public final class GradientNorm {
    private GradientNorm() {}

    /**
     * Shortens the gradients so that their norm is at most {@code limit}.
     *
     * @param rate name of the setting that the error says to lower when a gradient is not finite
     * @return the norm before
     * @throws RunFault when a gradient is not finite; nothing is changed then
     */
    public static double clip(List<Tensor> parameters, double limit, String rate) {
        double norm = clip(parameters, limit);
        if (!Double.isFinite(norm)) {
            throw new RunFault(Phrase.filled("run.gradient", "the gradient is not finite; lower the setting %s", rate));
        }
        return norm;
    }

    /** The same; where the norm that it returns is not finite, nothing is changed. */
    public static double clip(List<Tensor> parameters, double limit) {
        try (Scope scope = Scope.open()) {
            List<Tensor> gradients = new ArrayList<>();
            parameters.forEach(parameter -> parameter.grad().ifPresent(gradients::add));
            double norm = Fused.norm(gradients);
            if (Double.isFinite(norm) && norm > limit) {
                gradients.forEach(gradient -> gradient.mulInPlace(limit / norm));
            }
            return norm;
        }
    }
}
