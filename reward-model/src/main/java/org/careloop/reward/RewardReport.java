package org.careloop.reward;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.run.settings.RewardSettings;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json} of a reward model.
 *
 * @param run id of the run that made it
 * @param base the model that it started from
 * @param lineage what the run says of its data's origin
 * @param settings as they were used, those left to the trainer filled in
 * @param excluded what was left out of training, by reason
 * @param truncatedTexts conversations longer than the settings allow
 * @param steps optimiser steps that were done
 * @param tieParameter of the tie model, in its own form; null for Bradley-Terry
 * @param training the votes that it learnt from, or the part of them that the shift was taken on
 * @param heldOut null when nothing was held out
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
        @Nullable EvaluationReport heldOut) {}
