package org.careloop.lm.train;

import java.util.List;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.run.settings.MemorySettings;

/** Cross-entropy over the learnt tokens of many rows, in parts that memory holds, and shared among processes. */
public final class TokenLoss<T extends LearntTokens> {
    private final Trainee trainee;
    private final int places;
    private final boolean recompute;
    private final OfRows<T> loss;

    /** The loss of rows that are forwarded together. */
    public interface OfRows<T> {
        /** Negative log-likelihood of their learnt tokens, summed; rank 0. */
        Tensor loss(List<T> rows);
    }

    public TokenLoss(Trainee trainee, MemorySettings memory, OfRows<T> loss) {
        LanguageModel model = trainee.model();
        this.trainee = trainee;
        this.loss = loss;
        places = memory.microBatchTokens();
        recompute = memory.recomputes(model.weights());
    }

    /**
     * Accumulates this process's part of the gradient of the mean loss over all learnt tokens of the step; returns that mean. Neither
     * depends on the division into micro-batches, nor on that among ranks.
     *
     * @param step all rows of it, those of other ranks too
     */
    public double accumulate(Ranks ranks, List<T> step) {
        int weight = weight(step);
        double sum = 0;
        for (List<T> part : parts(ranks, step)) {
            try (Scope scope = Scope.open();
                    AdapterScope use = trainee.use();
                    GradientPass pass = trainee.model().gradientPass(recompute)) {
                Tensor partLoss = loss.loss(part).div(weight);
                pass.backward(partLoss);
                sum += partLoss.item();
            }
        }
        return ranks.sum(sum)[0];
    }

    /**
     * The loss without learning from it.
     *
     * @return of this process's share: the summed loss, nats, and the number of learnt tokens
     */
    public double[] ofShare(Ranks ranks, List<T> rows) {
        double sum = 0;
        double weight = 0;
        for (List<T> part : parts(ranks, rows)) {
            try (NoGrad off = NoGrad.on();
                    AdapterScope use = trainee.use();
                    Scope scope = Scope.open()) {
                sum += loss.loss(part).item();
                weight += weight(part);
            }
        }
        return new double[] {sum, weight};
    }

    private List<List<T>> parts(Ranks ranks, List<T> rows) {
        return MicroBatches.of(ranks.share(rows, LearntTokens::length), LearntTokens::length, places);
    }

    private int weight(List<T> rows) {
        return rows.stream().mapToInt(LearntTokens::weight).sum();
    }
}
