package org.careloop.lm.tensor;

import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.global.torch;

/** Arithmetic, element by element, and products of matrices. Shapes broadcast as in libtorch; each operation gives a new tensor. */
abstract sealed class Arithmetic extends ShapeOperations permits Comparisons {
    Arithmetic(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    public Tensor add(Tensor other) {
        return call(() -> handle.add(other.handle));
    }

    public Tensor add(double other) {
        return call(() -> handle.add(scalar(other)));
    }

    public Tensor sub(Tensor other) {
        return call(() -> handle.sub(other.handle));
    }

    public Tensor sub(double other) {
        return call(() -> handle.sub(scalar(other)));
    }

    public Tensor mul(Tensor other) {
        return call(() -> handle.mul(other.handle));
    }

    public Tensor mul(double other) {
        return call(() -> handle.mul(scalar(other)));
    }

    /** {@code this + a * b} in one pass. */
    public Tensor addProduct(Tensor a, Tensor b) {
        return call(() -> handle.addcmul(a.handle, b.handle));
    }

    public Tensor div(Tensor other) {
        return call(() -> handle.div(other.handle));
    }

    public Tensor div(double other) {
        return call(() -> handle.div(scalar(other)));
    }

    public Tensor neg() {
        return call(() -> handle.neg());
    }

    public Tensor exp() {
        return call(() -> handle.exp());
    }

    public Tensor log() {
        return call(() -> handle.log());
    }

    public Tensor log1p() {
        return call(() -> handle.log1p());
    }

    public Tensor sqrt() {
        return call(() -> handle.sqrt());
    }

    public Tensor square() {
        return call(() -> handle.square());
    }

    public Tensor abs() {
        return call(() -> handle.abs());
    }

    public Tensor cos() {
        return call(() -> handle.cos());
    }

    public Tensor sin() {
        return call(() -> handle.sin());
    }

    public Tensor clamp(double low, double high) {
        return call(() -> handle.clamp(new ScalarOptional(scalar(low)), new ScalarOptional(scalar(high))));
    }

    public Tensor maximum(Tensor other) {
        return call(() -> handle.maximum(other.handle));
    }

    /** Elements of {@code a} where the BOOL condition holds, else of {@code b}. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return call(() -> torch.where(condition.handle, a.handle, b.handle));
    }

    public Tensor matmul(Tensor other) {
        return call(() -> handle.matmul(other.handle));
    }
}
