package org.careloop.lm.generate;

import java.util.List;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;

/**
 * The repetition penalty: makes tokens less likely that occur in the text already (Keskar et al. 2019). Its tensor
 * belongs to no scope, so it must be closed.
 */
final class Repetition implements AutoCloseable {
    private final double penalty;
    private Tensor used; // [rows, vocabulary] BOOL

    Repetition(double penalty, List<int[]> prompts, int vocabulary, Device device) {
        this.penalty = penalty;
        boolean[] marks = new boolean[prompts.size() * vocabulary];
        for (int row = 0; row < prompts.size(); row++) {
            for (int id : prompts.get(row)) {
                marks[row * vocabulary + id] = true;
            }
        }
        used = Tensor.of(marks, prompts.size(), vocabulary).to(device).unscoped();
    }

    /** Logits {@code [rows, vocabulary]} in which used tokens are less likely. */
    Tensor apply(Tensor logits) {
        Tensor moved = Tensor.where(logits.gt(0), logits.div(penalty), logits.mul(penalty));
        return Tensor.where(used, moved, logits);
    }

    /** Marks each row's new token, {@code [rows]} I64. */
    void note(Tensor ids) {
        Tensor place = ids.unsqueeze(1);
        used.copyFrom(used.scatter(1, place, Tensor.ones(place.shape(), DType.BOOL, ids.device())));
    }

    void keepRows(Tensor index) {
        Tensor all = used;
        used = all.indexSelect(0, index).unscoped();
        all.close();
    }

    @Override
    public void close() {
        used.close();
    }
}
