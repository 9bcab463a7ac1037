package org.careloop.ppo.dpo;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.MicroBatches;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Sequence;

/** Log-probabilities of the responses of pairs, each summed over its tokens. */
record SummedLogProbs(Policy policy) {

    /** Under the policy, {@code [2 * pairs]}: of the responses a, then of the b; gradients are recorded unless turned off. */
    Tensor underPolicy(List<VotedPair> pairs) {
        ResponseBatch batch = batch(pairs);
        return policy.asPolicy(model -> Policy.logProbs(model, batch)).sum(1, false);
    }

    /**
     * Under the reference. Computed once for all steps, because the reference never changes.
     *
     * @param microBatchTokens positions that are forwarded at once, padding included
     * @return the two sums for each pair object; equal pairs have entries of their own
     */
    Map<VotedPair, double[]> underReference(List<VotedPair> pairs, int microBatchTokens) {
        Map<VotedPair, double[]> sums = new IdentityHashMap<>();
        for (List<VotedPair> part : parts(pairs, microBatchTokens)) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                ResponseBatch batch = batch(part);
                double[] both = policy.asReference(model -> Policy.logProbs(model, batch))
                        .sum(1, false)
                        .toDoubles();
                for (int i = 0; i < part.size(); i++) {
                    sums.put(part.get(i), new double[] {both[i], both[part.size() + i]});
                }
            }
        }
        return sums;
    }

    /** Micro-batches; both responses of a pair stay together. */
    static List<List<VotedPair>> parts(List<VotedPair> pairs, int places) {
        return MicroBatches.of(pairs, VotedPair::longest, pair -> 2, places);
    }

    /** The a responses of all pairs, then the b responses. */
    private ResponseBatch batch(List<VotedPair> pairs) {
        List<Sequence> sequences = new ArrayList<>();
        pairs.forEach(pair -> sequences.add(pair.a()));
        pairs.forEach(pair -> sequences.add(pair.b()));
        return ResponseBatch.of(sequences, policy.model().device());
    }
}
