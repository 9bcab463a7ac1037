package org.careloop.lm.tensor;

/** Comparisons and logic, element by element: BOOL of the broadcast shape, or of rank 0 where all elements are taken together. */
abstract sealed class Comparisons extends Arithmetic permits Reductions {
    Comparisons(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    public Tensor isFinite() {
        return call(() -> handle.isfinite());
    }

    public Tensor eq(Tensor other) {
        return call(() -> handle.eq(other.handle));
    }

    public Tensor eq(double other) {
        return call(() -> handle.eq(scalar(other)));
    }

    public Tensor ne(Tensor other) {
        return call(() -> handle.ne(other.handle));
    }

    public Tensor ne(double other) {
        return call(() -> handle.ne(scalar(other)));
    }

    public Tensor le(Tensor other) {
        return call(() -> handle.le(other.handle));
    }

    public Tensor le(double other) {
        return call(() -> handle.le(scalar(other)));
    }

    public Tensor gt(Tensor other) {
        return call(() -> handle.gt(other.handle));
    }

    public Tensor gt(double other) {
        return call(() -> handle.gt(scalar(other)));
    }

    public Tensor ge(Tensor other) {
        return call(() -> handle.ge(other.handle));
    }

    public Tensor ge(double other) {
        return call(() -> handle.ge(scalar(other)));
    }

    public Tensor logicalAnd(Tensor other) {
        return call(() -> handle.logical_and(other.handle));
    }

    public Tensor logicalOr(Tensor other) {
        return call(() -> handle.logical_or(other.handle));
    }

    public Tensor logicalNot() {
        return call(() -> handle.logical_not());
    }

    /** Whether all elements are true (or not zero), as a BOOL of rank 0. */
    public Tensor all() {
        return call(() -> handle.all());
    }
}
