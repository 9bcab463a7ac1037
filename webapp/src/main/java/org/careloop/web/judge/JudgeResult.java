package org.careloop.web.judge;

import java.time.Instant;
import java.util.List;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.PairOutcome;

/**
 * What a judge, which is a model, said of a study's pairs.
 *
 * @param asked the judge's name, both models, words and settings
 * @param pairs those of the study, in the order of the judge's file, without what people said
 * @param elsewhere pairs of the file that the study did not have
 * @param sha256 of both files
 * @param attachedBy the name of the person who brought it
 */
public record JudgeResult(
        JudgeResultId id,
        JudgeAsked asked,
        List<PairOutcome> pairs,
        int elsewhere,
        String sha256,
        String attachedBy,
        Instant attachedAt) {

    /** Whether it is about these two, whichever of them it calls new. */
    public boolean isOf(String one, String other) {
        return asked.newModel().equals(one) && asked.rival().equals(other)
                || asked.newModel().equals(other) && asked.rival().equals(one);
    }
}
