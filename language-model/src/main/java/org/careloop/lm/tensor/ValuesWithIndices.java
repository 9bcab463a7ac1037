package org.careloop.lm.tensor;

/** Values and their places along one dimension. */
public record ValuesWithIndices(Tensor values, Tensor indices) {}
