package org.careloop.ppo.dpo;

import org.careloop.lm.tensor.Tensor;

/**
 * The loss of direct preference optimisation, weighted by votes. (Rafailov et al. 2023, "Direct Preference Optimization",
 * equation 7.)
 *
 * @param beta how strongly the policy is held near the reference
 */
record DpoLoss(double beta) {

    /**
     * All F32 {@code [pairs]}.
     *
     * @param logRatioA log-probability of response a under the policy less that under the reference, summed over its tokens
     * @param forA weight of the votes for a
     * @param divisor weight of all votes of the step
     * @return scalar
     */
    Tensor of(Tensor logRatioA, Tensor logRatioB, Tensor forA, Tensor forB, double divisor) {
        Tensor lead = logRatioA.sub(logRatioB).mul(beta);
        Tensor likelihood = forA.mul(lead.logSigmoid()).add(forB.mul(lead.neg().logSigmoid()));
        return likelihood.sum().neg().div(divisor);
    }
}
