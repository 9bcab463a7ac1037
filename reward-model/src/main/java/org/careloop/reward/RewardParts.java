package org.careloop.reward;

import java.nio.file.Path;
import java.util.List;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.preference.PreferenceData;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.RewardSettings;

/**
 * What a training is made of.
 *
 * @param base directory of the model that it starts from
 * @param settings with nothing left to the trainer
 * @param data the training votes, those that teach nothing included
 * @param training prompts that teach, as tokens
 * @param heldOut may be empty
 * @param cut texts that were too long
 */
record RewardParts(
        RunSpec spec,
        Path base,
        RewardSettings settings,
        RewardModel model,
        Votes votes,
        TieModel ties,
        PreferenceData data,
        List<EncodedGroup> training,
        List<EncodedGroup> heldOut,
        int cut) {}
