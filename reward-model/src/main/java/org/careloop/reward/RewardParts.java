package org.careloop.reward;

import java.util.List;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.ModelSource;
import org.careloop.run.RunSpec;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.settings.RewardSettings;

/**
 * The parts that a reward training works with.
 *
 * @param base the model that it starts from
 * @param settings with every automatic value filled in
 * @param data the training votes, including those that nothing can be learnt from
 * @param training the prompts that something can be learnt from, as tokens
 * @param heldOut may be empty
 * @param cut number of texts that were too long and were cut
 */
record RewardParts(
        RunSpec spec,
        ModelSource base,
        RewardSettings settings,
        RewardModel model,
        Votes votes,
        TieModel ties,
        PreferenceData data,
        List<EncodedGroup> training,
        List<EncodedGroup> heldOut,
        int cut) {}
