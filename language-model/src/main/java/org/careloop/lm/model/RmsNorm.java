package org.careloop.lm.model;

import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Tensor;

/**
 * Normalisation by the root of the mean square (Zhang and Sennrich 2019).
 *
 * @param weight {@code [size]}
 * @param addsOne multiplies by the weight and 1, in F32, as Gemma does
 */
record RmsNorm(Tensor weight, double epsilon, boolean addsOne) {

    static RmsNorm of(ParameterSource source, String name, int size, ModelConfig config) {
        return new RmsNorm(
                source.get(name, size), config.rmsNormEpsilon(), config.family().addsOneToNorms());
    }

    /** Of the last dimension. */
    Tensor apply(Tensor x) {
        return addsOne
                ? x.to(DType.F32).rmsNorm(weight.to(DType.F32).add(1), epsilon).to(x.dtype())
                : x.rmsNorm(weight.to(x.dtype()), epsilon);
    }
}
