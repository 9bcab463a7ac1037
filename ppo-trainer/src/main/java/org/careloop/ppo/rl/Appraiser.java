package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Sequence;

/** Has policy, reference, critic and scorer read the rollouts, without gradients. */
record Appraiser(Policy policy, Critic critic, Scorer scorer, int microBatchTokens) {

    /** In the order of the rollouts. */
    List<Appraisal> of(List<Rollout> rollouts) {
        List<Sequence> sequences = rollouts.stream().map(Rollout::sequence).toList();
        double[] scores = scorer.score(sequences.stream().map(Sequence::tokens).toList());
        List<Appraisal> appraisals = new ArrayList<>();
        List<Integer> borders = ResponseBatch.borders(sequences, microBatchTokens);
        for (int b = 0; b + 1 < borders.size(); b++) {
            appraise(sequences.subList(borders.get(b), borders.get(b + 1)), scores, appraisals);
        }
        return appraisals;
    }

    private void appraise(List<Sequence> sequences, double[] scores, List<Appraisal> appraisals) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            ResponseBatch batch = ResponseBatch.of(sequences, policy.model().device());
            LogProbs now = policy.asPolicy(
                    model -> LogProbs.withEntropy(model, model.hidden(batch.tokens()), batch.tokens(), batch.wanted()));
            List<double[]> old = batch.rows(now.logProbs());
            List<double[]> entropy = batch.rows(now.entropy());
            List<double[]> reference = batch.rows(policy.asReference(model -> Policy.logProbs(model, batch)));
            List<double[]> values = batch.rows(critic.values(batch));
            for (int i = 0; i < sequences.size(); i++) {
                appraisals.add(new Appraisal(
                        old.get(i), reference.get(i), entropy.get(i), values.get(i), scores[appraisals.size()]));
            }
        }
    }
}
