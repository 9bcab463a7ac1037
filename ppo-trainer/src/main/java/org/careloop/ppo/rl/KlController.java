package org.careloop.ppo.rl;

import org.careloop.run.settings.OnPolicySettings;

/** How the weight beta of the divergence from the reference policy moves from iteration to iteration. */
sealed interface KlController {
    /** @param iterations of the whole run */
    static KlController of(OnPolicySettings.Kl kl, int iterations) {
        if (!kl.adaptiveBeta()) {
            return new Fixed(kl.beta());
        }
        double horizon = Math.max(1, kl.klHorizon() * iterations);
        return new Adaptive(kl.targetKl(), horizon, kl.beta() / 4, new State(kl.beta(), 0));
    }

    /**
     * What an iteration leaves to the next.
     *
     * @param base what beta is at its target
     * @param excess relative error of the last divergence, from 0 to 1
     */
    record State(double base, double excess) {}

    double beta();

    State state();

    /**
     * The controller after an iteration.
     *
     * @param kl mean divergence of a response in nats, summed over its tokens
     */
    KlController after(double kl);

    /** The same controller in another state. */
    KlController at(State state);

    /** The same controller, twice as strict. */
    default KlController doubled() {
        return at(new State(2 * state().base(), state().excess()));
    }

    /** A constant beta. */
    record Fixed(double beta) implements KlController {
        @Override
        public State state() {
            return new State(beta, 0);
        }

        @Override
        public Fixed after(double kl) {
            return this;
        }

        @Override
        public Fixed at(State state) {
            return new Fixed(state.base());
        }
    }

    /**
     * Moves the logarithm of beta by the relative error of the divergence: at once, while that is above its target, and
     * by a share that stays. (After Ziegler et al. 2019, section 2.2, who have the second part alone, hold the error within
     * .2 and spread it over 10,000 responses: in a run of that length beta moves by a fifth. The share alone answers too
     * late; by the time the divergence falls, it has made beta too large.) Beta does not fall below a quarter of its start:
     * that a policy has hardly moved yet is no reason to let it go.
     *
     * @param target target of the divergence, nats a response
     * @param horizon iterations in which beta grows e-fold while the divergence is twice its target
     * @param least below which beta does not fall
     */
    record Adaptive(double target, double horizon, double least, State state) implements KlController {
        @Override
        public double beta() {
            return state.base() * Math.exp(state.excess());
        }

        @Override
        public Adaptive after(double kl) {
            double error = Math.clamp(kl / target - 1, -1, 1);
            double base = Math.max(least, state.base() * Math.exp(error / horizon));
            return at(new State(base, Math.max(0, error)));
        }

        @Override
        public Adaptive at(State other) {
            return new Adaptive(target, horizon, least, other);
        }
    }
}
