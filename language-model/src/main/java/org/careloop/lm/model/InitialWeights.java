package org.careloop.lm.model;

import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Tensor;

/**
 * Weights of a new model, as transformers initialises them: normal with standard deviation 0.02, norms multiply by 1, biases 0.
 * F32, CPU.
 */
record InitialWeights(ModelConfig config, Rng rng) implements ParameterSource {
    @Override
    public Tensor get(String name, long... shape) {
        return made(name, shape).unscoped();
    }

    private Tensor made(String name, long... shape) {
        if (name.endsWith("norm.weight")) {
            return config.family().addsOneToNorms() ? Tensor.zeros(shape) : Tensor.ones(shape);
        }
        return name.endsWith(".bias") ? Tensor.zeros(shape) : Tensor.randomNormal(rng, 0, 0.02, shape);
    }
}
