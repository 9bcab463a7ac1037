package org.careloop.lm.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;

/** Reductions of all elements, or along a dimension. */
abstract sealed class Reductions extends Comparisons permits NetworkOperations {
    Reductions(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    /** The sum of all elements, as a tensor of rank 0. */
    public Tensor sum() {
        return call(() -> handle.sum());
    }

    public Tensor sum(int dim, boolean keep) {
        return call(() -> handle.sum(new long[] {dim}, keep, new ScalarTypeOptional()));
    }

    /** The mean of all elements, as a tensor of rank 0. */
    public Tensor mean() {
        return call(() -> handle.mean());
    }

    public Tensor mean(int dim, boolean keep) {
        return call(() -> handle.mean(new long[] {dim}, keep, new ScalarTypeOptional()));
    }

    /** The largest element, as a tensor of rank 0. */
    public Tensor max() {
        return call(() -> handle.max());
    }

    /** The smallest element, as a tensor of rank 0. */
    public Tensor min() {
        return call(() -> handle.min());
    }

    /** Index of the largest element along a dimension, as I64; that dimension is removed. */
    public Tensor argmax(int dim) {
        return call(() -> handle.argmax(new LongOptional(dim), false));
    }

    public Tensor cumsum(int dim) {
        return call(() -> handle.cumsum(dim));
    }

    /** log(sum(exp(x))) along a dimension, without overflow; that dimension is removed. */
    public Tensor logSumExp(int dim) {
        return call(() -> handle.logsumexp((long) dim));
    }
}
