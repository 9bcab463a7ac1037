package org.careloop.reward;

import java.util.Map;
import org.careloop.lm.train.LearningRates;
import org.careloop.run.settings.MemorySettings;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.Toggle;

/** Values for the settings that leave the choice to the trainer, such as a learning rate of 0. */
final class UsualSettings {
    private UsualSettings() {}

    /** The given settings with every open choice made for a trunk of this size. */
    static RewardSettings filledIn(RewardSettings given, long trunkParameters, int maxPositions) {
        boolean lora = given.adapter().trainsAdapter(trunkParameters);
        boolean recompute = given.reading().recompute().or(trunkParameters > MemorySettings.RECOMPUTE_FROM);
        int maxLength = given.reading().maxLength();
        return Settings.with(
                given,
                Map.of(
                        "maxLength", maxLength == 0 ? maxPositions : maxLength,
                        "learningRate", learningRate(given.optimiser().learningRate(), lora, trunkParameters),
                        "lora", Toggle.of(lora),
                        "recompute", Toggle.of(recompute)));
    }

    /** The given learning rate, or for 0 the usual one, which is ten times as high for an adapter as for all weights. */
    private static double learningRate(double given, boolean lora, long trunkParameters) {
        double atEightBillion = lora ? 1e-4 : 1e-5;
        return given > 0 ? given : LearningRates.forSize(atEightBillion, trunkParameters);
    }
}
