package org.careloop.reward;

import java.util.Map;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.train.LearningRates;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.Toggle;

/** What the trainer chooses where settings leave it the choice. */
final class UsualSettings {
    private UsualSettings() {}

    /** The settings with every choice made for a trunk. */
    static RewardSettings filledIn(RewardSettings asked, long trunkParameters, int maxPositions) {
        boolean lora = asked.adapter().trainsAdapter(trunkParameters);
        boolean recompute = asked.reading().recompute().or(trunkParameters > GradientPass.USUAL_FROM);
        int maxLength = asked.reading().maxLength();
        return Settings.with(
                asked,
                Map.of(
                        "maxLength", maxLength == 0 ? maxPositions : maxLength,
                        "learningRate", learningRate(asked.optimiser().learningRate(), lora, trunkParameters),
                        "lora", Toggle.of(lora),
                        "recompute", Toggle.of(recompute)));
    }

    /** The learning rate that was set, or the usual one: ten times as high for an adapter. */
    private static double learningRate(double asked, boolean lora, long trunkParameters) {
        double atEightBillion = lora ? 1e-4 : 1e-5;
        return asked > 0 ? asked : LearningRates.forSize(atEightBillion, trunkParameters);
    }
}
