package org.careloop.ppo.rl;

import java.util.ArrayList;
import java.util.List;

/**
 * Generalized advantage estimation over each episode, whitened. (Schulman et al. 2016 and 2017.)
 */
record CriticAdvantages(GeneralizedAdvantage generalized, Whitening whitening) implements AdvantageEstimator {

    @Override
    public List<Experience> of(List<Episode> episodes) {
        List<GeneralizedAdvantage.Estimate> estimates = episodes.stream()
                .map(one -> generalized.of(one.rewards(), one.scores().values()))
                .toList();
        List<double[]> whitened = whitening.overAll(estimates.stream()
                .map(GeneralizedAdvantage.Estimate::advantages)
                .toList());
        List<Experience> experiences = new ArrayList<>();
        for (int i = 0; i < episodes.size(); i++) {
            experiences.add(new Experience(
                    episodes.get(i), whitened.get(i), estimates.get(i).returns()));
        }
        return experiences;
    }
}
