package org.careloop.run.judging;

import java.util.Map;
import org.careloop.run.BadValue;

/**
 * What a judge's verdicts depend on.
 *
 * @param judge a model: the address of its server and its name there, or its directory
 * @param newModel whose wins are counted
 * @param pairs SHA-256 of what the judge is shown
 * @param wording versions by language
 * @param settings on one line, as {@code --set} takes them; those on which no verdict depends stand at their defaults
 */
public record JudgeAsked(
        String judge, String newModel, String rival, String pairs, Map<String, Integer> wording, String settings) {

    public JudgeAsked {
        PairOutcome.required("judge", judge);
        PairOutcome.required("newModel", newModel);
        PairOutcome.required("rival", rival);
        PairOutcome.required("pairs", pairs);
        if (wording == null) {
            throw new BadValue(PairOutcome.missing("wording"));
        }
        PairOutcome.required("settings", settings);
    }

    /** The same from the side of the rival. */
    public JudgeAsked ofRival() {
        return new JudgeAsked(judge, rival, newModel, pairs, wording, settings);
    }
}
