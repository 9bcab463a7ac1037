package org.careloop.lm.tensor;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Operations of neural networks, each fused in one native call. */
abstract sealed class NetworkOperations extends Reductions permits Creation {
    NetworkOperations(org.bytedeco.pytorch.Tensor handle) {
        super(handle);
    }

    /** log(sigmoid(x)), without overflow. */
    public Tensor logSigmoid() {
        return call(() -> torch.log_sigmoid(handle));
    }

    public Tensor silu() {
        return call(() -> torch.silu(handle));
    }

    /** x times the normal distribution's share below x, approximated by tanh (Hendrycks and Gimpel 2016). */
    public Tensor geluTanh() {
        return call(() -> torch.gelu(handle, "tanh"));
    }

    public Tensor softmax(int dim) {
        return call(() -> handle.softmax(dim));
    }

    public Tensor logSoftmax(int dim) {
        return call(() -> handle.log_softmax(dim));
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
     * @param mask BOOL, true = may attend, broadcast to {@code [batch, heads, length, keys]}; null for none
     * @param causal each query attends to the keys up to its own position; only without a mask
     * @param scale of the products of queries and keys; usually 1 / sqrt(size)
     */
    public Tensor attention(Tensor keys, Tensor values, @Nullable Tensor mask, boolean causal, double scale) {
        DType dtype = keys.dtype();
        if (dtype != DType.F32 && handle.is_cpu()) {
            // In sixteen bits the CPU takes up to twenty times as long, forward and backward.
            return call(() -> handle.to(DType.F32.type))
                    .attention(keys.to(DType.F32), values.to(DType.F32), mask, causal, scale)
                    .to(dtype);
        }
        return call(() -> torch.scaled_dot_product_attention(
                handle,
                keys.handle,
                values.handle,
                mask == null ? new TensorOptional() : new TensorOptional(mask.handle),
                0.0,
                causal,
                new DoubleOptional(scale),
                handle.size(1) != keys.handle.size(1)));
    }
}
