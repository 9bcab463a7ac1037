package org.careloop.lm.tensor;

/** Values and their places along one dimension. */
public record Ranked(Tensor values, Tensor indices) {}
