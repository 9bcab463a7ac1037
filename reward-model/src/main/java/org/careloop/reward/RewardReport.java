package org.careloop.reward;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.careloop.lm.saved.SavedReport;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.run.settings.RewardSettings;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json} of a reward model.
 *
 * @param run id of the run that made it
 * @param base the model that it started from
 * @param lineage origin of the data, as the run gives it
 * @param settings as they were used, automatic values filled in
 * @param excluded what was left out of training, by reason
 * @param truncatedTexts conversations longer than the settings allow
 * @param steps optimiser steps that were done
 * @param tieParameter of the tie model, in its own form; null for Bradley-Terry
 * @param training the training votes, or the part of them that the shift was computed from
 * @param heldOut null when nothing was held out
 * @param saved how near what was written is to what was trained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RewardReport(
        String run,
        String base,
        Map<String, String> lineage,
        RewardSettings settings,
        Map<String, Long> excluded,
        int truncatedTexts,
        long steps,
        TieModel ties,
        @Nullable Double tieParameter,
        double rewardShift,
        EvaluationReport training,
        @Nullable EvaluationReport heldOut,
        SavedReport saved) {}
