package org.careloop.lm.model;

import java.util.function.Consumer;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of the tokens of a batch so far, so that each new token costs one pass over itself only. Memory for the
 * whole text is allocated at once and written in place. It is zero at first, because a NaN would spread even from a masked
 * position. Its tensors belong to no scope, so it must be closed.
 */
public final class KeyValueCache implements AutoCloseable {
    private final Tensor[] keys; // per layer [most rows, keyValueHeads, capacity, headSize]
    private final Tensor[] values;
    private final int capacity;
    private final DType dtype;
    private int rows;
    private int length;
    private @Nullable Tensor place; // I64 [1]
    private long fixedLength;

    /** @param weights type of the model's weights */
    KeyValueCache(ModelConfig config, int batch, int capacity, DType weights, Device device) {
        this.capacity = capacity;
        rows = batch;
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

    public int capacity() {
        return capacity;
    }

    /** Rows in use; they are the first of those that there is room for. */
    long batch() {
        return rows;
    }

    /** Uses so many rows from now on. */
    public void useRows(int count) {
        if (count > keys[0].size(0)) {
            throw new IllegalArgumentException(
                    "%d rows do not fit into a cache of %d".formatted(count, keys[0].size(0)));
        }
        rows = count;
    }

    private Tensor used(Tensor all) {
        return all.size(0) == rows ? all : all.narrow(0, 0, rows);
    }

    /** Writes a layer's keys and values {@code [batch, keyValueHeads, new, headSize]} after those that are there. */
    void append(int layer, Tensor newKeys, Tensor newValues) {
        Tensor fixed = place;
        if (fixed != null) {
            used(keys[layer]).copyFrom(2, fixed, newKeys.to(dtype));
            used(values[layer]).copyFrom(2, fixed, newValues.to(dtype));
            return;
        }
        long added = newKeys.size(2);
        if (length + added > capacity) {
            throw new IllegalStateException(
                    "the cache holds %d tokens, %d more do not fit into %d".formatted(length, added, capacity));
        }
        used(keys[layer]).narrow(2, length, added).copyFrom(newKeys);
        used(values[layer]).narrow(2, length, added).copyFrom(newValues);
    }

    /** All keys that a pass of {@code added} new tokens reads, the new ones included; they are appended before. */
    Tensor keys(int layer, long added) {
        return used(keys[layer]).narrow(2, 0, upTo(added));
    }

    Tensor values(int layer, long added) {
        return used(values[layer]).narrow(2, 0, upTo(added));
    }

    private long upTo(long added) {
        return place == null ? length + added : fixedLength;
    }

    /** Called once all layers have appended, or for places that stay empty. */
    public void advance(int tokens) {
        length += tokens;
    }

    /** Forgets what every row holds behind so many places. */
    public void cutTo(int places) {
        if (places > length) {
            throw new IllegalArgumentException("cut to %d places; there are %d".formatted(places, length));
        }
        length = places;
    }

    /** Puts a row in the place of another, which is lost. */
    public void moveRow(int from, int to) {
        eachTensor(all -> all.narrow(0, to, 1)
                .narrow(2, 0, length)
                .copyFrom(all.narrow(0, from, 1).narrow(2, 0, length)));
    }

    /** Copies the last tokens of a row of another cache to the end of a row of this one. */
    public void take(KeyValueCache from, int fromRow, int tokens, int toRow) {
        for (int i = 0; i < keys.length; i++) {
            last(keys[i], toRow, tokens).copyFrom(from.last(from.keys[i], fromRow, tokens));
            last(values[i], toRow, tokens).copyFrom(from.last(from.values[i], fromRow, tokens));
        }
    }

    private Tensor last(Tensor all, int row, int tokens) {
        return all.narrow(0, row, 1).narrow(2, length - (long) tokens, tokens);
    }

    /** Drops the first places of every row. */
    public void dropFirst(int places) {
        long kept = length - (long) places;
        eachTensor(all ->
                all.narrow(2, 0, kept).copyFrom(all.narrow(2, places, kept).copy()));
        length -= places;
    }

    private void eachTensor(Consumer<Tensor> work) {
        for (int i = 0; i < keys.length; i++) {
            try (Scope scope = Scope.open()) {
                work.accept(keys[i]);
                work.accept(values[i]);
            }
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < keys.length; i++) {
            keys[i].close();
            values[i].close();
        }
    }
}
