package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;
import org.careloop.ppo.policy.Rollout;

/**
 * A rollout with all that is to be learnt from it.
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

    /** Rewards, then advantages, then whitening over all of them together. */
    static List<Experience> of(
            List<Rollout> rollouts,
            List<RolloutScores> appraisals,
            RewardShaping shaping,
            GeneralizedAdvantage generalizedAdvantage) {
        List<Experience> raw = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            RolloutScores rolloutScores = appraisals.get(i);
            double score =
                    shaping.shapedScore(rolloutScores.score(), rollouts.get(i).stopped());
            double[] rewards = shaping.perToken(rolloutScores.old(), rolloutScores.reference(), score);
            GeneralizedAdvantage.Estimate estimate = generalizedAdvantage.of(rewards, rolloutScores.values());
            raw.add(new Experience(
                    rollouts.get(i), rolloutScores, score, rewards, estimate.advantages(), estimate.returns()));
        }
        List<double[]> white =
                Whitening.overAll(raw.stream().map(Experience::advantages).toList());
        List<Experience> experiences = new ArrayList<>();
        for (int i = 0; i < raw.size(); i++) {
            experiences.add(raw.get(i).withAdvantages(white.get(i)));
        }
        return experiences;
    }

    private Experience withAdvantages(double[] others) {
        return new Experience(rollout, rolloutScores, shapedScore, rewards, others, returns);
    }
}
