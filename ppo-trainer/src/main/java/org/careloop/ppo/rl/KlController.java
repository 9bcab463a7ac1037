package org.careloop.ppo.rl;

import org.careloop.run.settings.PpoSettings;

/** How the weight beta of the divergence from the reference policy moves from iteration to iteration. */
sealed interface KlController {
    static KlController of(PpoSettings.Kl kl) {
        return kl.adaptiveBeta() ? new Adaptive(kl.beta(), kl.targetKl(), kl.klHorizon()) : new Fixed(kl.beta());
    }

    double beta();

    /**
     * The controller after an iteration.
     *
     * @param kl mean divergence of a response in nats, summed over its tokens
     * @param responses how many were sampled
     */
    KlController after(double kl, int responses);

    /** The same controller at another beta, for a resumed run. */
    KlController at(double otherBeta);

    /** A constant beta. */
    record Fixed(double beta) implements KlController {
        @Override
        public Fixed after(double kl, int responses) {
            return this;
        }

        @Override
        public Fixed at(double otherBeta) {
            return new Fixed(otherBeta);
        }
    }

    /**
     * Moves beta in proportion to the relative error of the divergence. (Ziegler et al. 2019, section 2.2.)
     *
     * @param target target of the divergence, nats a response
     * @param horizon responses over which a full error would double beta's share of correction
     */
    record Adaptive(double beta, double target, double horizon) implements KlController {
        /** Relative errors are clipped to this, so that one unusual batch cannot change beta by much. */
        private static final double LARGEST_ERROR = 0.2;

        @Override
        public Adaptive after(double kl, int responses) {
            double error = Math.clamp(kl / target - 1, -LARGEST_ERROR, LARGEST_ERROR);
            return at(beta * (1 + error * responses / horizon));
        }

        @Override
        public Adaptive at(double otherBeta) {
            return new Adaptive(otherBeta, target, horizon);
        }
    }
}
