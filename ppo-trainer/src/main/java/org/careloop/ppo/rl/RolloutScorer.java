package org.careloop.ppo.rl;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.train.MicroBatches;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseBatch;
import org.careloop.ppo.policy.Rollout;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Sequence;
import org.careloop.run.Phrase;
import org.careloop.run.health.RunFault;
import org.jspecify.annotations.Nullable;

/**
 * Computes what policy, reference, critic and scorer give for rollouts, without gradients.
 *
 * @param critic null in a training without one
 */
record RolloutScorer(Policy policy, @Nullable CriticTraining critic, Scorer scorer, int microBatchTokens) {

    /** In the order of the rollouts. */
    List<RolloutScores> of(List<Rollout> rollouts) {
        List<Sequence> sequences = rollouts.stream().map(Rollout::sequence).toList();
        double[] scores = scorer.score(sequences.stream().map(Sequence::tokens).toList());
        refuseNoNumbers(scores);
        RolloutScores[] results = new RolloutScores[sequences.size()];
        List<Integer> all = IntStream.range(0, results.length).boxed().toList();
        for (List<Integer> part : MicroBatches.of(all, i -> sequences.get(i).length(), microBatchTokens)) {
            scorePart(part, sequences, scores, results);
        }
        return List.of(results);
    }

    private static void refuseNoNumbers(double[] scores) {
        long broken = DoubleStream.of(scores).filter(Double::isNaN).count();
        if (broken > 0) {
            throw new RunFault(Phrase.filled(
                    "run.no-scores",
                    "the reward model gave NaN instead of a score to %s of %s answers: its weights are damaged, or too large for the element type dtype; look at it with careloop score, and train it again",
                    broken,
                    scores.length));
        }
    }

    private void scorePart(List<Integer> part, List<Sequence> sequences, double[] scores, RolloutScores[] results) {
        try (Scope scope = Scope.open();
                NoGrad off = NoGrad.on()) {
            ResponseBatch batch = ResponseBatch.of(
                    part.stream().map(sequences::get).toList(), policy.model().device());
            LogProbs now = policy.asPolicy(
                    model -> LogProbs.withEntropy(model, model.hidden(batch.tokens()), batch.tokens(), batch.wanted()));
            List<double[]> old = batch.rows(now.logProbs());
            List<double[]> entropy = batch.rows(now.entropy());
            List<double[]> reference = batch.rows(policy.asReference(model -> Policy.logProbs(model, batch)));
            List<double[]> values =
                    critic == null ? Collections.nCopies(part.size(), new double[0]) : batch.rows(critic.values(batch));
            for (int i = 0; i < part.size(); i++) {
                int place = part.get(i);
                results[place] =
                        new RolloutScores(old.get(i), reference.get(i), entropy.get(i), values.get(i), scores[place]);
            }
        }
    }
}
