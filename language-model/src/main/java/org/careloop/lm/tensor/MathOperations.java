package org.careloop.lm.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic, comparisons, reductions and the fused operations of a language model. Shapes broadcast as in libtorch; each
 * operation gives a new tensor.
 */
abstract sealed class MathOperations extends ShapeOperations permits Creation {
    MathOperations(org.bytedeco.pytorch.Tensor handle) {
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

    public Tensor reciprocal() {
        return call(() -> handle.reciprocal());
    }

    public Tensor sigmoid() {
        return call(() -> handle.sigmoid());
    }

    public Tensor tanh() {
        return call(() -> handle.tanh());
    }

    public Tensor cos() {
        return call(() -> handle.cos());
    }

    public Tensor sin() {
        return call(() -> handle.sin());
    }

    public Tensor isFinite() {
        return call(() -> handle.isfinite());
    }

    public Tensor pow(double exponent) {
        return call(() -> handle.pow(scalar(exponent)));
    }

    /** log(sigmoid(x)), without overflow. */
    public Tensor logSigmoid() {
        return call(() -> torch.log_sigmoid(handle));
    }

    /** log(1 + exp(x)), without overflow. */
    public Tensor softplus() {
        return call(() -> torch.softplus(handle));
    }

    public Tensor silu() {
        return call(() -> torch.silu(handle));
    }

    public Tensor clamp(double low, double high) {
        return call(() -> handle.clamp(new ScalarOptional(scalar(low)), new ScalarOptional(scalar(high))));
    }

    public Tensor minimum(Tensor other) {
        return call(() -> handle.minimum(other.handle));
    }

    public Tensor maximum(Tensor other) {
        return call(() -> handle.maximum(other.handle));
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

    /** Where the largest element of a dimension is, as I64; that dimension goes. */
    public Tensor argmax(int dim) {
        return call(() -> handle.argmax(new LongOptional(dim), false));
    }

    public Tensor cumsum(int dim) {
        return call(() -> handle.cumsum(dim));
    }

    public Tensor softmax(int dim) {
        return call(() -> handle.softmax(dim));
    }

    public Tensor logSoftmax(int dim) {
        return call(() -> handle.log_softmax(dim));
    }

    /** log(sum(exp(x))) along a dimension, without overflow; that dimension goes. */
    public Tensor logSumExp(int dim) {
        return call(() -> handle.logsumexp((long) dim));
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

    public Tensor lt(Tensor other) {
        return call(() -> handle.lt(other.handle));
    }

    public Tensor lt(double other) {
        return call(() -> handle.lt(scalar(other)));
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

    /** Whether any element is true (or not zero), as a BOOL of rank 0. */
    public Tensor any() {
        return call(() -> handle.any());
    }

    /** Whether all elements are true (or not zero), as a BOOL of rank 0. */
    public Tensor all() {
        return call(() -> handle.all());
    }

    /** Elements of {@code a} where the BOOL condition holds, else of {@code b}. */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        return call(() -> torch.where(condition.handle, a.handle, b.handle));
    }

    public Tensor matmul(Tensor other) {
        return call(() -> handle.matmul(other.handle));
    }

    /** {@code this [.., in] x weight [out, in] -> [.., out]}. */
    public Tensor linear(Tensor weight) {
        return call(() -> torch.linear(handle, weight.handle));
    }

    /** {@code this [.., in] x weight [out, in] + bias [out] -> [.., out]}; no bias when null. */
    public Tensor linear(Tensor weight, @Nullable Tensor bias) {
        return bias == null ? linear(weight) : call(() -> torch.linear(handle, weight.handle, bias.handle));
    }

    /** This table's rows: {@code [rows, width]} by ids {@code [..]} of I64 -> {@code [.., width]}. */
    public Tensor embedding(Tensor ids) {
        return call(() -> torch.embedding(handle, ids.handle));
    }

    /** {@code x / sqrt(mean(x^2) + epsilon) * weight} along the last dimension (Zhang and Sennrich 2019). */
    public Tensor rmsNorm(Tensor weight, double epsilon) {
        return call(() -> torch.rms_norm(
                handle,
                new long[] {weight.handle.size(0)},
                new TensorOptional(weight.handle),
                new DoubleOptional(epsilon)));
    }

    /**
     * Fused scaled dot product attention with this as the queries {@code [batch, heads, length, size]}; keys and values
     * {@code [batch, fewer heads, keys, size]} serve several query heads each (grouped query).
     *
     * @param mask BOOL, true = may look, broadcast to {@code [batch, heads, length, keys]}; null for none
     * @param causal each query sees the keys up to its own place; only without a mask
     */
    public Tensor attention(Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal) {
        return call(() -> torch.scaled_dot_product_attention(
                handle,
                keys.handle,
                values.handle,
                mask == null ? new TensorOptional() : new TensorOptional(mask.handle),
                0.0,
                causal,
                new DoubleOptional(),
                handle.size(1) != keys.handle.size(1)));
    }
}
