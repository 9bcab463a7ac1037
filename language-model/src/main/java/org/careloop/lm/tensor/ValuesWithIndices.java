package org.careloop.lm.tensor;

/** Values and their indices along one dimension. */
public record ValuesWithIndices(Tensor values, Tensor indices) {}
