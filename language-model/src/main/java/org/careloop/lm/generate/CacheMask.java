package org.careloop.lm.generate;

import java.util.Arrays;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;

/**
 * Which places of a cache hold tokens: all but those in front of texts that are shorter than others. It stays in one place
 * of memory, which recorded passes read. Belongs to no scope, so it must be closed.
 */
final class CacheMask implements AutoCloseable {
    private final Tensor mask; // [most rows, capacity] BOOL

    CacheMask(int rows, int capacity, Device device) {
        mask = Tensor.ones(new long[] {rows, capacity}, DType.BOOL, device).unscoped();
    }

    /** The mask of so many rows. */
    Tensor of(int rows) {
        return mask.narrow(0, 0, rows);
    }

    /** @param starts the first place of each row that holds a token */
    void set(int[] starts) {
        int capacity = (int) mask.size(1);
        boolean[] marks = new boolean[starts.length * capacity];
        for (int row = 0; row < starts.length; row++) {
            Arrays.fill(marks, row * capacity + starts[row], (row + 1) * capacity, true);
        }
        of(starts.length).copyFrom(Tensor.of(marks, starts.length, capacity));
    }

    @Override
    public void close() {
        mask.close();
    }
}
