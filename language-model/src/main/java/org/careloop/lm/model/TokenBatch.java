package org.careloop.lm.model;

import java.util.List;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;

/**
 * Token sequences of different lengths side by side. Everything goes by the mask: what stands at a padded place does not
 * matter, and may well be a token that also occurs in the text.
 *
 * @param ids {@code [batch, length]} I64
 * @param mask {@code [batch, length]} BOOL, true at tokens
 * @param lengths number of tokens of each row
 * @param padding where the rows are filled up
 */
public record TokenBatch(Tensor ids, Tensor mask, List<Integer> lengths, Padding padding) {

    /** On which side rows are filled up; NONE when all are of one length. */
    public enum Padding {
        NONE,
        LEFT,
        RIGHT
    }

    /** Rows that begin at the left and are filled up at the right, for training and scoring. */
    public static TokenBatch rightPadded(List<int[]> rows) {
        return of(rows, Padding.RIGHT);
    }

    /** Rows that end at the right and are filled up at the left. */
    public static TokenBatch leftPadded(List<int[]> rows) {
        return of(rows, Padding.LEFT);
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
                padded ? side : Padding.NONE);
    }

    public int batch() {
        return lengths.size();
    }

    /** The common length, padding included. */
    public int length() {
        return (int) ids.size(1);
    }

    public TokenBatch to(Device device) {
        return device.isCpu() ? this : new TokenBatch(ids.to(device), mask.to(device), lengths, padding);
    }

    /** {@code [batch, length]}: 0 for the first token of each row; padded places count as 0. */
    Tensor positions() {
        return mask.cumsum(1).sub(1).clamp(0, length());
    }

    /** Where each row's last token stands, {@code [batch]} I64. */
    public Tensor lastPlaces() {
        long[] places = new long[batch()];
        for (int r = 0; r < places.length; r++) {
            places[r] = padding == Padding.LEFT ? length() - 1 : lengths.get(r) - 1;
        }
        return Tensor.of(places).to(ids.device());
    }
}
