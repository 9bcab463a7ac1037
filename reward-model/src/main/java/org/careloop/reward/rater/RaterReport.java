package org.careloop.reward.rater;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.careloop.lm.saved.SavedReport;
import org.careloop.reward.rater.agreement.RaterEvaluation;
import org.careloop.run.settings.RaterSettings;
import org.jspecify.annotations.Nullable;

/**
 * {@code report.json} of a rater.
 *
 * @param run id of the run that made it
 * @param base the model that it started from
 * @param lineage origin of the ratings, as the run gives it
 * @param settings as they were used, automatic values filled in
 * @param texts that were learnt from
 * @param ratings of these
 * @param cutTexts of all texts, those of which the beginning alone was read
 * @param steps optimiser steps that were done
 * @param heldOut null when nothing was held out
 * @param saved how near what was written is to what was trained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RaterReport(
        String run,
        String base,
        Map<String, String> lineage,
        RaterSettings settings,
        int texts,
        long ratings,
        long cutTexts,
        long steps,
        @Nullable RaterEvaluation heldOut,
        SavedReport saved) {}
