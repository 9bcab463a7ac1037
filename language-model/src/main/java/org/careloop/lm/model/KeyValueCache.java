package org.careloop.lm.model;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the tokens that a batch has behind it, so that the next ones cost one pass each. Room for the whole
 * text is taken at once and written in place; it is zero before, since a masked place may still not hold what is no number.
 * Its tensors belong to no scope: close it.
 */
public final class KeyValueCache implements AutoCloseable {
    private final Tensor[] keys; // per layer [batch, keyValueHeads, capacity, headSize]
    private final Tensor[] values;
    private final int capacity;
    private final DType dtype;
    private int length;
    private @Nullable Tensor place; // I64 [1]
    private long room;

    /**
     * @param weights type of the model's; on the CPU the cache is F32 all the same, since attention over sixteen bits takes
     *     four times as long there
     */
    KeyValueCache(ModelConfig config, int batch, int capacity, DType weights, Device device) {
        this.capacity = capacity;
        dtype = device.isCpu() ? DType.F32 : weights;
        keys = new Tensor[config.layers()];
        values = new Tensor[config.layers()];
        long[] shape = {batch, config.keyValueHeads(), capacity, config.headSize()};
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Tensor.zeros(shape, dtype, device).unscoped();
            values[i] = Tensor.zeros(shape, dtype, device).unscoped();
        }
    }

    /** Tokens behind the batch, padding included. */
    public int length() {
        return length;
    }

    /** Of the keys and values; queries have to be of it too. */
    DType dtype() {
        return dtype;
    }

    /**
     * Until {@link #release} one token a row at a time is written where {@code place}, an I64 of one element, says; the first
     * {@code room} places are looked at whether they are filled or not. A pass is then the same work whatever the place.
     */
    void fix(Tensor place, long room) {
        this.place = place;
        this.room = room;
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

    /** Those of a pass that adds some tokens a row, which are appended already. */
    Tensor keys(int layer, long added) {
        return keys[layer].narrow(2, 0, upTo(added));
    }

    Tensor values(int layer, long added) {
        return values[layer].narrow(2, 0, upTo(added));
    }

    private long upTo(long added) {
        return place == null ? length + added : room;
    }

    /** Called once all layers have appended. */
    void advance(int tokens) {
        length += tokens;
    }

    /** Keeps the rows of {@code index}, an I64 vector; the others leave the batch. */
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
