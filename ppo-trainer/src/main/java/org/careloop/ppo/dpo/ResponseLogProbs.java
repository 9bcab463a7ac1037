package org.careloop.ppo.dpo;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Sequence;

/** Log-probabilities of the responses of pairs, each summed over its tokens. */
record ResponseLogProbs(Policy policy) {

    /** Of both responses: {@code [pairs]} each. */
    record Both(Tensor a, Tensor b) {}

    /** Under the policy, with gradients where they are on. */
    Both underPolicy(List<VotedPair> pairs) {
        ResponseBatch batch = batch(pairs);
        return split(policy.asPolicy(model -> Policy.logProbs(model, batch)), pairs.size());
    }

    /**
     * Under the reference, which never changes: computed once for all steps.
     *
     * @param microBatchTokens places that are forwarded at once
     * @return for each pair the two sums
     */
    List<double[]> underReference(List<VotedPair> pairs, int microBatchTokens) {
        List<double[]> sums = new ArrayList<>();
        for (List<VotedPair> part : parts(pairs, microBatchTokens)) {
            try (Scope scope = Scope.open();
                    NoGrad off = NoGrad.on()) {
                ResponseBatch batch = batch(part);
                Both both = split(policy.asReference(model -> Policy.logProbs(model, batch)), part.size());
                double[] a = both.a().toDoubles();
                double[] b = both.b().toDoubles();
                for (int i = 0; i < a.length; i++) {
                    sums.add(new double[] {a[i], b[i]});
                }
            }
        }
        return sums;
    }

    /** Runs of neighbours whose two responses, filled up, hold at most so many places; one pair at least. */
    static List<List<VotedPair>> parts(List<VotedPair> pairs, int places) {
        List<List<VotedPair>> parts = new ArrayList<>();
        int start = 0;
        int longest = 0;
        for (int i = 0; i < pairs.size(); i++) {
            longest = Math.max(longest, pairs.get(i).longest());
            if (i > start && 2L * longest * (i + 1 - start) > places) {
                parts.add(pairs.subList(start, i));
                start = i;
                longest = pairs.get(i).longest();
            }
        }
        parts.add(pairs.subList(start, pairs.size()));
        return parts;
    }

    /** All a, then all b. */
    private ResponseBatch batch(List<VotedPair> pairs) {
        List<Sequence> sequences = new ArrayList<>();
        pairs.forEach(pair -> sequences.add(pair.a()));
        pairs.forEach(pair -> sequences.add(pair.b()));
        return ResponseBatch.of(sequences, policy.model().device());
    }

    private static Both split(Tensor logProbs, int pairs) {
        Tensor sums = logProbs.sum(1, false); // [2 * pairs]
        return new Both(sums.narrow(0, 0, pairs), sums.narrow(0, pairs, pairs));
    }
}
