package org.careloop.web.trial;

import java.util.Arrays;
import org.careloop.run.Verdict;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.Measure;
import org.careloop.web.agreement.Standing;
import org.careloop.web.study.Study;

/**
 * How people voted in a study so far, as far as that says what votes on other answers to its prompts will be like.
 *
 * @param ties the share of votes that prefer neither response
 * @param agreement how likely two votes on a comparison are the same
 * @param votes how many votes that is known from; 0 where there are too few, and usual values stand in
 */
public record VoteHabits(double ties, double agreement, long votes) {
    /** What stands in where a study has too few votes. */
    public static final VoteHabits USUAL = new VoteHabits(.3, .6, 0);

    static VoteHabits of(AgreementService agreement, Study study) {
        Standing standing = agreement.standing(study);
        long[] verdicts = standing.patterns().verdicts();
        long votes = Arrays.stream(verdicts).sum();
        long neither = verdicts[Verdict.SAME.ordinal()] + verdicts[Verdict.BOTH_BAD.ordinal()];
        return agreement.overall(study, standing).get(Measure.PERCENT) instanceof Coefficient.Known known
                ? new VoteHabits((double) neither / votes, known.value(), votes)
                : USUAL;
    }
}
