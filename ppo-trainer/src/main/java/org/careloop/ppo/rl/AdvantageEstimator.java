package org.careloop.ppo.rl;

import java.util.List;
import org.careloop.run.settings.GrpoSettings;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.ReinforceSettings;
import org.careloop.run.settings.RlooSettings;

/** How much better than expected each token was: what the kinds of on-policy training differ in. */
@FunctionalInterface
interface AdvantageEstimator {
    /**
     * Estimates the advantages of an iteration.
     *
     * @param episodes the answers to one prompt stand one after the other
     * @return in the same order
     */
    List<Experience> of(List<Episode> episodes);

    /**
     * What the settings say.
     *
     * @param whitening of the run, for the kinds that whiten
     */
    static AdvantageEstimator of(OnPolicySettings settings, Whitening whitening) {
        int group = settings.sampling().group();
        return switch (settings) {
            case PpoSettings ppo ->
                new CriticAdvantages(
                        new GeneralizedAdvantage(
                                ppo.advantages().gamma(), ppo.advantages().lambda()),
                        whitening);
            case RlooSettings rloo -> new LeaveOneOut(group);
            case GrpoSettings grpo ->
                new GroupNormalised(group, grpo.advantages().scaleByDeviation());
            case ReinforceSettings reinforce -> new BatchNormalised(group, whitening);
        };
    }
}
