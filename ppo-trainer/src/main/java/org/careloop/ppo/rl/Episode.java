package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.ppo.policy.Rollout;

/**
 * A rollout, what the models say of it, and the rewards of its tokens.
 *
 * @param shapedScore the score after penalties and clip
 * @param rewards of each token
 */
record Episode(Rollout rollout, RolloutScores scores, double shapedScore, double[] rewards) {

    static List<Episode> of(List<Rollout> rollouts, List<RolloutScores> scores, RewardShaping shaping) {
        List<Episode> episodes = new ArrayList<>();
        for (int i = 0; i < rollouts.size(); i++) {
            Rollout rollout = rollouts.get(i);
            RolloutScores appraised = scores.get(i);
            double shapedScore = shaping.shapedScore(appraised.score(), rollout.length(), rollout.stopped());
            double[] rewards = shaping.perToken(appraised.old(), appraised.reference(), shapedScore);
            episodes.add(new Episode(rollout, appraised, shapedScore, rewards));
        }
        return episodes;
    }

    int length() {
        return rollout.length();
    }

    /** The sum of its rewards: the score less the price of the divergence, where that stands in the reward. */
    double total() {
        return Arrays.stream(rewards).sum();
    }
}
