package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;
import org.careloop.ppo.policy.Rollout;

/**
 * A rollout with the rewards, advantages and returns of its tokens.
 *
 * @param shapedScore the score after penalty and clip
 * @param rewards of each token
 * @param advantages of each token, whitened over all experiences of the iteration
 * @param returns of each token
 */
record Experience(
        Rollout rollout,
        RolloutScores rolloutScores,
        double shapedScore,
        double[] rewards,
        double[] advantages,
        double[] returns) {

    /** Computes rewards, then advantages, then whitens the advantages over all rollouts. */
    static List<Experience> of(
            List<Rollout> rollouts,
            List<RolloutScores> scores,
            RewardShaping shaping,
            GeneralizedAdvantage generalizedAdvantage) {
        List<Experience> raw = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            RolloutScores rolloutScores = scores.get(i);
            double shapedScore =
                    shaping.shapedScore(rolloutScores.score(), rollouts.get(i).stopped());
            double[] rewards = shaping.perToken(rolloutScores.old(), rolloutScores.reference(), shapedScore);
            GeneralizedAdvantage.Estimate estimate = generalizedAdvantage.of(rewards, rolloutScores.values());
            raw.add(new Experience(
                    rollouts.get(i), rolloutScores, shapedScore, rewards, estimate.advantages(), estimate.returns()));
        }
        List<double[]> whitened =
                Whitening.overAll(raw.stream().map(Experience::advantages).toList());
        List<Experience> experiences = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            experiences.add(raw.get(i).withAdvantages(whitened.get(i)));
        }
        return experiences;
    }

    private Experience withAdvantages(double[] others) {
        return new Experience(rollout, rolloutScores, shapedScore, rewards, others, returns);
    }
}
