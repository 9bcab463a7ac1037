package org.careloop.web.verdict;

import org.careloop.web.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * The net win rate over judged prompts and those that nobody judged (PPI++).
 *
 * @param guided whether the reward model trained the new model, whose answers it then favours; null where that is not known
 * @param trust how far the predictions were followed, 0 to 1
 * @param judged prompts with votes
 * @param others prompts without, of which the prediction alone is known
 * @param unscored prompts that are left out, because an answer has no score
 */
public record PredictedRate(
        String rewardModel,
        @Nullable Boolean guided,
        double value,
        Interval interval,
        double trust,
        int judged,
        int others,
        int unscored) {}
