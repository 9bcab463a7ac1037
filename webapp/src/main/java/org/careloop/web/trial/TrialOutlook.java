package org.careloop.web.trial;

import java.util.OptionalInt;
import org.careloop.web.answers.UnseenPrompts;
import org.careloop.web.statistics.Power;

/**
 * What a trial can find, said before it begins.
 *
 * @param prompts which prompts no training of either model has seen
 * @param asked how many of them are asked
 * @param habits what the simulated votes are like
 * @param effect the net win rate that is looked for; at most what the ties leave room for
 * @param power how likely the test finds it with so many prompts
 * @param enough how many prompts find it in four of five simulated trials; empty where no number that was tried does
 */
public record TrialOutlook(
        UnseenPrompts prompts, int asked, VoteHabits habits, double effect, double power, OptionalInt enough) {
    private static final int STUDIES = 1_000;
    private static final int MOST_PROMPTS = 2_000;
    private static final double USUAL_POWER = .8;

    static TrialOutlook of(TrialRequest request, UnseenPrompts prompts, VoteHabits habits, long seed) {
        int asked = (int) Math.min(request.prompts(), prompts.unseen());
        double effect = Math.min(request.effect(), 1 - habits.ties());
        Power power = Power.of(
                new Power.Assumption(effect, habits.ties(), habits.agreement(), request.overlap()),
                request.alpha(),
                Math.max(asked, MOST_PROMPTS),
                STUDIES,
                seed);
        return new TrialOutlook(prompts, asked, habits, effect, power.within(asked), power.promptsFor(USUAL_POWER));
    }
}
