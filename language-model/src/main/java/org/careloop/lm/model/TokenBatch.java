package org.careloop.lm.model;

import java.util.Arrays;
import java.util.List;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Token sequences of different lengths in one batch. Only the mask says what is padding: the padding id may also occur in
 * a text.
 *
 * @param ids {@code [batch, length]} I64
 * @param mask {@code [batch, length]} BOOL, true at tokens
 * @param lengths number of tokens of each row
 * @param padding on which side the rows are padded
 * @param starts {@code [batch, length]} I64, the place of the first token of each token's text, where rows hold several texts that
 *     do not see each other; null where a row is one text
 */
public record TokenBatch(
        Tensor ids,
        Tensor mask,
        List<Integer> lengths,
        Padding padding,
        @Nullable Tensor starts) {

    /** On which side rows are padded; NONE when all have the same length. */
    public enum Padding {
        NONE,
        LEFT,
        RIGHT
    }

    /** Rows padded on the right, for training and scoring. */
    public static TokenBatch rightPadded(List<int[]> rows) {
        return of(rows, Padding.RIGHT);
    }

    /** Rows padded on the left, for sampling. */
    public static TokenBatch leftPadded(List<int[]> rows) {
        return of(rows, Padding.LEFT);
    }

    /**
     * Rows of several texts each. A token sees those of its own text alone, and each text begins at position 0. Rows are padded on
     * the right.
     *
     * @param texts lengths of the texts of each row, in order; they add up to the row's length
     */
    public static TokenBatch packed(List<int[]> rows, List<int[]> texts) {
        TokenBatch batch = rightPadded(rows);
        if (texts.stream().allMatch(lengths -> lengths.length == 1)) {
            return batch;
        }
        long[] starts = new long[rows.size() * batch.length()];
        for (int r = 0; r < rows.size(); r++) {
            int place = 0;
            for (int length : texts.get(r)) {
                Arrays.fill(starts, r * batch.length() + place, r * batch.length() + place + length, place);
                place += length;
            }
            if (place != rows.get(r).length) {
                throw new IllegalArgumentException(
                        "texts of %d tokens in a row of %d".formatted(place, rows.get(r).length));
            }
            Arrays.fill(starts, r * batch.length() + place, (r + 1) * batch.length(), place);
        }
        return new TokenBatch(
                batch.ids, batch.mask, batch.lengths, batch.padding, Tensor.of(starts, rows.size(), batch.length()));
    }

    private static TokenBatch of(List<int[]> rows, Padding side) {
        if (rows.isEmpty() || rows.stream().anyMatch(row -> row.length == 0)) {
            throw new IllegalArgumentException("a batch needs rows, and each row at least one token");
        }
        int length = rows.stream().mapToInt(row -> row.length).max().orElseThrow();
        long[] ids = new long[rows.size() * length];
        boolean[] mask = new boolean[ids.length];
        boolean padded = false;
        for (int r = 0; r < rows.size(); r++) {
            int[] row = rows.get(r);
            int start = r * length + (side == Padding.LEFT ? length - row.length : 0);
            padded |= row.length < length;
            for (int i = 0; i < row.length; i++) {
                ids[start + i] = row[i];
                mask[start + i] = true;
            }
        }
        return new TokenBatch(
                Tensor.of(ids, rows.size(), length),
                Tensor.of(mask, rows.size(), length),
                rows.stream().map(row -> row.length).toList(),
                padded ? side : Padding.NONE,
                null);
    }

    public int batch() {
        return lengths.size();
    }

    /** The common length, padding included. */
    public int length() {
        return (int) ids.size(1);
    }

    public TokenBatch to(Device device) {
        return device.isCpu()
                ? this
                : new TokenBatch(
                        ids.to(device), mask.to(device), lengths, padding, starts == null ? null : starts.to(device));
    }

    /** {@code [batch, length]}: 0 for the first token of each text, and 0 at padding on the left. */
    Tensor positions() {
        if (starts != null) {
            return Tensor.arange(length(), DType.I64, ids.device()).sub(starts);
        }
        return mask.cumsum(1).sub(1).clamp(0, length());
    }

    /** The position of each row's last token, {@code [batch]} I64. */
    public Tensor lastPlaces() {
        long[] places = new long[batch()];
        for (int r = 0; r < places.length; r++) {
            places[r] = padding == Padding.LEFT ? length() - 1 : lengths.get(r) - 1;
        }
        return Tensor.of(places).to(ids.device());
    }
}
