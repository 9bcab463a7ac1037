package org.careloop.lm.generate;

import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;

/**
 * The repetition penalty: makes tokens less likely that occur in the text already (Keskar et al. 2019). Its tensor
 * belongs to no scope, so it must be closed.
 */
final class Repetition implements AutoCloseable {
    private final double penalty;
    private final Tensor used; // [most rows, vocabulary] BOOL

    Repetition(double penalty, int rows, int vocabulary, Device device) {
        this.penalty = penalty;
        used = Tensor.zeros(new long[] {rows, vocabulary}, DType.BOOL, device).unscoped();
    }

    /** A row begins with these tokens. */
    void begin(int row, int[] prompt) {
        boolean[] marks = new boolean[(int) used.size(1)];
        for (int id : prompt) {
            marks[id] = true;
        }
        used.narrow(0, row, 1).copyFrom(Tensor.of(marks, 1, marks.length));
    }

    /** Logits {@code [rows, vocabulary]} of rows from {@code first} on, in which used tokens are less likely. */
    Tensor apply(Tensor logits, int first) {
        Tensor moved = Tensor.where(logits.gt(0), logits.div(penalty), logits.mul(penalty));
        return Tensor.where(used.narrow(0, first, logits.size(0)), moved, logits);
    }

    /** Marks the new token of each row from {@code first} on, {@code [rows]} I64. */
    void note(Tensor ids, int first) {
        Tensor place = ids.unsqueeze(1);
        Tensor marks = used.narrow(0, first, ids.size(0));
        marks.copyFrom(marks.scatter(1, place, Tensor.ones(place.shape(), DType.BOOL, ids.device())));
    }

    /** Puts a row in the place of another. */
    void moveRow(int from, int to) {
        used.narrow(0, to, 1).copyFrom(used.narrow(0, from, 1));
    }

    @Override
    public void close() {
        used.close();
    }
}
