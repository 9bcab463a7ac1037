package org.careloop.ppo.dpo;

import org.careloop.lm.tensor.Tensor;
import org.careloop.reward.likelihood.PreferenceLoss;
import org.careloop.reward.likelihood.VoteBatch;

/**
 * The loss of direct preference optimisation (Rafailov et al. 2023, "Direct Preference Optimization", equation 7). The reward
 * that the policy implies, beta times the log-ratio of policy to reference, is a response's score in the likelihood of votes
 * that reward models learn by: the strength of a vote asks for a lead (Amini et al. 2024, "Direct Preference Optimization with
 * an Offset"), a tie has a likelihood of its own (Chen et al. 2024, "On Extending Direct Preference Optimization to Accommodate
 * Ties"), and each vote is a term.
 *
 * @param beta how strongly the policy is held near the reference
 */
record DpoLoss(double beta, PreferenceLoss likelihood) {

    /**
     * The sum over votes, each times its weight.
     *
     * @param logProbs [responses], of whole responses under the policy
     * @param reference the same under the reference
     * @param tie parameter of the tie model, of rank 0
     * @return rank 0
     */
    Tensor sum(Tensor logProbs, Tensor reference, Tensor tie, VoteBatch votes) {
        return likelihood.sum(logProbs.sub(reference).mul(beta), tie, votes);
    }
}
