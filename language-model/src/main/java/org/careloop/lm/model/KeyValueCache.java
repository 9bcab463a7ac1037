package org.careloop.lm.model;

import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the tokens of a batch so far, so that each new token costs one pass over itself only. Memory for the
 * whole text is allocated at once and written in place. It is zero at first, because a NaN would spread even from a masked
 * position. Its tensors belong to no scope, so it must be closed.
 */
public final class KeyValueCache implements AutoCloseable {
    private final Tensor[] keys; // per layer [batch, keyValueHeads, capacity, headSize]
    private final Tensor[] values;
    private final int capacity;
    private final DType dtype;
    private int length;
    private @Nullable Tensor place; // I64 [1]
    private long fixedLength;

    /** @param weights type of the model's weights */
    KeyValueCache(ModelConfig config, int batch, int capacity, DType weights, Device device) {
        this.capacity = capacity;
        dtype = dtype(weights, device);
        keys = new Tensor[config.layers()];
        values = new Tensor[config.layers()];
        long[] shape = {batch, config.keyValueHeads(), capacity, config.headSize()};
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Tensor.zeros(shape, dtype, device).unscoped();
            values[i] = Tensor.zeros(shape, dtype, device).unscoped();
        }
    }

    /** Tokens of each row so far, padding included. */
    public int length() {
        return length;
    }

    /**
     * Type of the queries, keys and values of a model with such weights. On the CPU it is always F32, because attention
     * in sixteen bits takes four times as long there.
     */
    static DType dtype(DType weights, Device device) {
        return device.isCpu() ? DType.F32 : weights;
    }

    /**
     * Makes every pass the same work, as a CUDA graph needs: until {@link #release} one token a row is written at the
     * position that the I64 tensor {@code place} holds, and attention reads the first {@code length} positions, filled
     * or not.
     */
    void fix(Tensor place, long length) {
        this.place = place;
        this.fixedLength = length;
    }

    void release() {
        place = null;
    }

    int capacity() {
        return capacity;
    }

    /** Rows. */
    long batch() {
        return keys[0].size(0);
    }

    /** Writes a layer's keys and values {@code [batch, keyValueHeads, new, headSize]} after those that are there. */
    void append(int layer, Tensor newKeys, Tensor newValues) {
        Tensor fixed = place;
        if (fixed != null) {
            keys[layer].copyFrom(2, fixed, newKeys.to(dtype));
            values[layer].copyFrom(2, fixed, newValues.to(dtype));
            return;
        }
        long added = newKeys.size(2);
        if (length + added > capacity) {
            throw new IllegalStateException(
                    "the cache holds %d tokens, %d more do not fit into %d".formatted(length, added, capacity));
        }
        keys[layer].narrow(2, length, added).copyFrom(newKeys);
        values[layer].narrow(2, length, added).copyFrom(newValues);
    }

    /** All keys that a pass of {@code added} new tokens reads, the new ones included; they are appended before. */
    Tensor keys(int layer, long added) {
        return keys[layer].narrow(2, 0, upTo(added));
    }

    Tensor values(int layer, long added) {
        return values[layer].narrow(2, 0, upTo(added));
    }

    private long upTo(long added) {
        return place == null ? length + added : fixedLength;
    }

    /** Called once all layers have appended. */
    void advance(int tokens) {
        length += tokens;
    }

    /** Keeps the rows of {@code index}, an I64 vector, and drops the others. */
    public void keepRows(Tensor index) {
        for (int i = 0; i < keys.length; i++) {
            keys[i] = replaced(keys[i], index);
            values[i] = replaced(values[i], index);
        }
    }

    private Tensor replaced(Tensor old, Tensor index) {
        long[] shape = old.shape();
        shape[0] = index.size(0);
        Tensor kept = Tensor.zeros(shape, old.dtype(), old.device()).unscoped();
        kept.narrow(2, 0, length).copyFrom(old.narrow(2, 0, length).indexSelect(0, index));
        old.close();
        return kept;
    }

    @Override
    public void close() {
        for (int i = 0; i < keys.length; i++) {
            keys[i].close();
            values[i].close();
        }
    }
}
