package org.careloop.lm.model;

import org.careloop.lm.tensor.Tensor;

/** Where a model's parameters come from when it is made: a checkpoint, or randomness. */
@FunctionalInterface
interface ParameterSource {
    /** A parameter of this name and shape, owned by no scope. */
    Tensor get(String name, long... shape);
}
