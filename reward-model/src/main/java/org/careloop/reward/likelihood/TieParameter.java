package org.careloop.reward.likelihood;

import java.util.Map;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.run.settings.LikelihoodSettings;

/**
 * The parameter of a tie model while it is learnt. It begins where equal scores tie as often as the votes do, which is the most
 * likely value for a model that does not yet tell responses apart.
 */
public final class TieParameter implements AutoCloseable {
    private static final AdamW.Settings OPTIMISER = new AdamW.Settings(0.9, 0.999, 1e-8, 0);

    private final Tensor value; // rank 0, F32
    private final AdamW optimiser;
    private final double learningRate;

    /** @param tieRate share of the votes' weight that names no winner */
    public TieParameter(TieModel ties, double tieRate, LikelihoodSettings settings, Device device) {
        value = Tensor.scalar(ties.initial(tieRate), DType.F32)
                .to(device)
                .unscoped()
                .requiresGrad(ties != TieModel.NONE);
        optimiser = new AdamW(Map.of("tie", value), OPTIMISER);
        learningRate = settings.tieLearningRate();
    }

    /** As {@link PreferenceLoss} takes it. */
    public Tensor tensor() {
        return value;
    }

    /** In the tie model's own form. */
    public double value() {
        return value.item();
    }

    public void clearGradient() {
        optimiser.clearGradients();
    }

    /** @param share of the learning rate's peak */
    public void step(double share) {
        optimiser.step(share * learningRate);
    }

    /** Whose state a run keeps. */
    public AdamW optimiser() {
        return optimiser;
    }

    @Override
    public void close() {
        optimiser.close();
        value.close();
    }
}
