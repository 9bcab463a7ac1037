package org.careloop.lm.tensor;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Operations that move, select or combine elements. Views share the memory of their source, as in libtorch. */
abstract sealed class ShapeOperations extends NativeTensor permits Arithmetic {
    ShapeOperations(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    /** A view where possible, else a copy; one size may be -1. */
    public Tensor reshape(long... shape) {
        return call(() -> handle.reshape(shape));
    }

    public Tensor transpose(int first, int second) {
        return call(() -> handle.transpose(first, second));
    }

    public Tensor squeeze(int dim) {
        return call(() -> handle.squeeze(dim));
    }

    public Tensor unsqueeze(int dim) {
        return call(() -> handle.unsqueeze(dim));
    }

    /** Repeats dimensions of size 1 without copying. */
    public Tensor expand(long... shape) {
        return call(() -> handle.expand(shape));
    }

    public Tensor narrow(int dim, long start, long length) {
        return call(() -> handle.narrow(dim, start, length));
    }

    /** One slice; its dimension is removed. */
    public Tensor select(int dim, long index) {
        return call(() -> handle.select(dim, index));
    }

    /** Slices in the order of {@code index}, a vector of I64. */
    public Tensor indexSelect(int dim, Tensor index) {
        return call(() -> handle.index_select(dim, index.handle));
    }

    /** {@code result[i][j] = this[i][index[i][j]]} for dim 1; the index has this tensor's rank. */
    public Tensor gather(int dim, Tensor index) {
        return call(() -> handle.gather(dim, index.handle));
    }

    /** A copy with {@code source} put at the places of {@code index}: the opposite of {@link #gather}. */
    public Tensor scatter(int dim, Tensor index, Tensor source) {
        return call(() -> handle.scatter(dim, index.handle, source.handle));
    }

    /** A copy with the slices of {@code source} added at {@code index}. */
    public Tensor indexAdd(int dim, Tensor index, Tensor source) {
        return call(() -> handle.index_add(dim, index.handle, source.handle));
    }

    /** A copy with {@code value} wherever the BOOL mask is true. */
    public Tensor maskedFill(Tensor mask, double value) {
        return call(() -> handle.masked_fill(mask.handle, scalar(value)));
    }

    /** Indices of the elements of a vector that are true or not zero, as I64. */
    public Tensor nonZero() {
        return call(() -> handle.nonzero().squeeze(1));
    }

    /** Repeats each slice {@code times} times in a row. */
    public Tensor repeatInterleave(int dim, long times) {
        return call(() -> handle.repeat_interleave(times, new LongOptional(dim), new LongOptional()));
    }

    /** Shifts the elements by {@code by} along a dimension, cyclically. */
    public Tensor roll(long by, int dim) {
        return call(() -> handle.roll(new long[] {by}, dim));
    }

    /** The lower triangle of the last two dimensions, the rest zero. */
    public Tensor tril() {
        return call(() -> handle.tril());
    }

    /** This tensor when it is contiguous, else a contiguous copy. */
    public Tensor contiguous() {
        return call(() -> handle.contiguous());
    }

    public ValuesWithIndices sort(int dim, boolean descending) {
        return get(() -> valuesWithIndices(handle.sort(dim, descending)));
    }

    /** The {@code count} largest, largest first. */
    public ValuesWithIndices topK(long count, int dim) {
        return get(() -> valuesWithIndices(handle.topk(count, dim, true, true)));
    }

    /** The largest element along a dimension and its index; that dimension is removed. */
    public ValuesWithIndices max(int dim) {
        return get(() -> valuesWithIndices(handle.max(dim, false)));
    }

    // The members of the native pair are freed with it, so each gets a handle of its own.
    private static ValuesWithIndices valuesWithIndices(org.bytedeco.pytorch.T_TensorTensor_T pair) {
        return new ValuesWithIndices(own(pair.get0()), own(pair.get1()));
    }

    static Tensor own(org.bytedeco.pytorch.Tensor reference) {
        return new Tensor(new org.bytedeco.pytorch.Tensor(reference));
    }

    public static Tensor cat(int dim, Tensor... parts) {
        return call(() -> torch.cat(vector(parts), dim));
    }

    public static Tensor stack(int dim, Tensor... parts) {
        return call(() -> torch.stack(vector(parts), dim));
    }

    static TensorVector vector(Tensor... parts) {
        var handles = new org.bytedeco.pytorch.Tensor[parts.length];
        for (int i = 0; i < parts.length; i++) {
            handles[i] = parts[i].handle;
        }
        return new TensorVector(handles);
    }
}
