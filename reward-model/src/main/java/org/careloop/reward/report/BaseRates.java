package org.careloop.reward.report;

import java.util.Collection;
import java.util.List;
import org.careloop.reward.likelihood.Outcomes;
import org.careloop.run.Verdict;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.preference.PromptGroup;

/**
 * Rates of the training votes that need no reading of a response. Each rate has one imaginary observation for and one
 * against, so that an outcome that never occurred has a probability above 0.
 *
 * @param a how often A wins when one of the two does
 * @param longer how often the longer response wins when one does and their lengths differ
 * @param tie how often neither is preferred
 */
public record BaseRates(double a, double longer, double tie) {

    public static BaseRates of(PreferenceData training) {
        List<DecisiveVote> decisive = training.groups().stream()
                .map(BaseRates::unscored)
                .flatMap(ScoredGroup::decisiveVotes)
                .toList();
        List<DecisiveVote> unequal =
                decisive.stream().filter(vote -> vote.lengthLead() != 0).toList();
        long votes = training.votes().count();
        return new BaseRates(
                rate(decisive.stream().filter(vote -> vote.side() > 0).count(), decisive),
                rate(unequal.stream().filter(vote -> vote.lengthLead() > 0).count(), unequal),
                (votes - decisive.size() + 1.0) / (votes + 2.0));
    }

    private static double rate(long hits, Collection<?> all) {
        return (hits + 1.0) / (all.size() + 2.0);
    }

    private static ScoredGroup unscored(PromptGroup group) {
        return new ScoredGroup(group, new double[group.responses().size()]);
    }

    /** Probability of the winner's side when always guessing by side. */
    double ofSide(DecisiveVote vote) {
        return vote.side() > 0 ? a : 1 - a;
    }

    /** Probability of the winner when always guessing by length. */
    double ofLength(DecisiveVote vote) {
        return vote.lengthLead() > 0 ? longer : vote.lengthLead() < 0 ? 1 - longer : 0.5;
    }

    /** Probability of a verdict by the constant rates of win, tie and loss. */
    double of(Verdict verdict) {
        return new Outcomes((1 - tie) * a, tie, (1 - tie) * (1 - a)).of(verdict);
    }
}
