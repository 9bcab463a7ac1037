package org.careloop.ppo.rl;

import java.util.Map;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.TrainingState;
import org.careloop.run.settings.OnPolicySettings;
import org.jspecify.annotations.Nullable;

/**
 * Holds the policy near the reference: beta by its controller, and a limit beyond which the policy goes back to the last
 * iteration below it. After that beta is doubled, the learning rates are halved for the rest of the run, and the
 * optimiser starts anew, because its moments point to where the policy came from.
 */
final class KlGuard implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KlGuard.class.getName());

    private final double limit;
    private final AdamW policySteps;
    private final @Nullable LastGood lastGood;
    private KlController controller;
    private double rateShare = 1;
    private int rollbacks;

    /** @param trainable the policy's trained parameters, by name */
    KlGuard(OnPolicySettings settings, AdamW policySteps, Map<String, Tensor> trainable) {
        limit = settings.kl().klLimit();
        this.policySteps = policySteps;
        lastGood = limit > 0 ? new LastGood(trainable) : null;
        controller = KlController.of(settings.kl(), settings.run().iterations());
    }

    /** What a later process needs besides tensors. */
    record Control(KlController.State controller, double rateShare, int rollbacks) {}

    double beta() {
        return controller.beta();
    }

    /** The share of the learning rates that is left after the policy went back. */
    double rateShare() {
        return rateShare;
    }

    /** How often the policy went back. */
    int rollbacks() {
        return rollbacks;
    }

    /**
     * Whether the policy may learn further from answers of this divergence. Where not, it is put back.
     *
     * @param kl mean divergence of a response, nats
     */
    boolean admits(double kl) {
        if (lastGood == null) {
            return true;
        }
        if (kl <= limit) {
            lastGood.keep();
            return true;
        }
        lastGood.restore();
        policySteps.forget();
        rollbacks++;
        rateShare /= 2;
        controller = controller.doubled();
        LOG.log(
                System.Logger.Level.WARNING,
                "KL {0} is beyond klLimit {1}: the policy went back, beta is now {2}, the learning rates are halved",
                kl,
                limit,
                controller.beta());
        return false;
    }

    /** Moves beta after an iteration; one after which the policy went back has moved it already. */
    void adapt(double kl) {
        if (limit == 0 || kl <= limit) {
            controller = controller.after(kl);
        }
    }

    Control control() {
        return new Control(controller.state(), rateShare, rollbacks);
    }

    void restore(Control control) {
        controller = controller.at(control.controller());
        rateShare = control.rateShare();
        rollbacks = control.rollbacks();
    }

    /** Adds the copy that the policy would go back to. */
    TrainingState addTo(TrainingState state) {
        return lastGood == null ? state : state.tensors("last-good", lastGood.copies());
    }

    @Override
    public void close() {
        if (lastGood != null) {
            lastGood.close();
        }
    }
}
