package org.careloop.web.verdict;

import java.util.OptionalInt;
import org.careloop.web.statistics.Power;
import org.careloop.web.statistics.Votes;
import org.careloop.web.verdict.VerdictReport.Section;
import org.careloop.web.verdict.VerdictReport.VotesNeeded;
import org.jspecify.annotations.Nullable;

/** What a study of this size can find, and how many votes are still needed, both simulated. */
final class VerdictForecast {
    private static final double USUAL_POWER = .8;
    private static final int STUDIES = 300;
    private static final int HALVINGS = 8;
    private static final int MOST_PROMPTS = 5_000;

    private final BallotSheet sheet;
    private final VerdictTerms terms;

    VerdictForecast(BallotSheet sheet, VerdictTerms terms) {
        this.sheet = sheet;
        this.terms = terms;
    }

    /** The effect that is found in four of five studies with as many prompts, this tie rate and this agreement. */
    VerdictReport.Power power(Section overall) {
        Votes votes = sheet.votes(sheet.ballots(), Ballot::value);
        double ties = votes.counts().tieRate();
        double agreement = agreement(votes);
        int each = Math.max(1, (int) Math.round((double) overall.votes() / overall.prompts()));
        int prompts = sheet.order().size();
        double low = 0;
        double high = 1 - ties;
        boolean found = high > 0 && finds(high, ties, agreement, each, prompts);
        for (int i = 0; found && i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (finds(middle, ties, agreement, each, prompts)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return new VerdictReport.Power(prompts, ties, Double.isNaN(agreement) ? null : agreement, found ? high : null);
    }

    private boolean finds(double effect, double ties, double agreement, int each, int prompts) {
        Power.Assumption assumption = new Power.Assumption(effect, ties, Double.isNaN(agreement) ? 0 : agreement, each);
        return Power.of(assumption, terms.alpha(), Math.min(prompts, MOST_PROMPTS), STUDIES, terms.seed())
                        .within(prompts)
                >= USUAL_POWER;
    }

    /** How often two votes on a prompt are the same; NaN where no prompt has two. */
    private static double agreement(Votes votes) {
        long[][] counts = new long[votes.prompts()][3];
        for (int vote = 0; vote < votes.size(); vote++) {
            counts[votes.prompt(vote)][(int) votes.value(vote) + 1]++;
        }
        double equal = 0;
        double pairs = 0;
        for (long[] prompt : counts) {
            long n = prompt[0] + prompt[1] + prompt[2];
            pairs += n * (n - 1);
            for (long same : prompt) {
                equal += same * (same - 1);
            }
        }
        return equal / pairs;
    }

    /** How many more votes if they go on as in the prompts that the test has bet on; null where that does not lead there. */
    @Nullable
    VotesNeeded votesNeeded(boolean reached) {
        double[] outcomes = sheet.votes(sheet.ofPrefix(), Ballot::value).promptMeans();
        if (reached) {
            return new VotesNeeded(0, 0);
        }
        if (outcomes.length == 0) {
            return null;
        }
        OptionalInt prompts = Power.continued(outcomes, terms.alpha(), MOST_PROMPTS, STUDIES, terms.seed())
                .promptsFor(.5);
        double each = (double) sheet.ballots().size()
                / sheet.votes(sheet.ballots(), Ballot::value).activePrompts();
        return prompts.isPresent() ? new VotesNeeded(prompts.getAsInt(), Math.round(prompts.getAsInt() * each)) : null;
    }
}
