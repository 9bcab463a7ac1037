package org.careloop.web.agreement;

import org.careloop.run.Strength;
import org.careloop.run.Verdict;

/**
 * A vote on the graded scale from the first response to the second, and "both bad" beside it. Votes without grades stand at
 * "slightly"; everything clearer at "clearly", imported votes in between too.
 *
 * <p>Statistics read it in two ways. Nominal: one of four verdicts, all equally different. Ordinal: how strongly which
 * response is preferred; "both bad" prefers neither and counts as "same", as in the reward model.
 */
public enum Grade {
    A_CLEARLY(Verdict.A, 0),
    A_SLIGHTLY(Verdict.A, 1),
    SAME(Verdict.SAME, 2),
    B_SLIGHTLY(Verdict.B, 3),
    B_CLEARLY(Verdict.B, 4),
    BOTH_BAD(Verdict.BOTH_BAD, 2);

    /** How many grades there are. */
    static final int COUNT = values().length;

    /** How many verdicts there are. */
    static final int VERDICTS = Verdict.values().length;

    /** How many places the ordinal reading has. */
    static final int PLACES = 5;

    private final Verdict verdict;
    private final int place;

    Grade(Verdict verdict, int place) {
        this.verdict = verdict;
        this.place = place;
    }

    static Grade of(Verdict verdict, Strength strength) {
        boolean slightly = strength == Strength.SLIGHTLY;
        return switch (verdict) {
            case A -> slightly ? A_SLIGHTLY : A_CLEARLY;
            case SAME -> SAME;
            case B -> slightly ? B_SLIGHTLY : B_CLEARLY;
            case BOTH_BAD -> BOTH_BAD;
        };
    }

    /** The verdict without its strength. */
    public Verdict verdict() {
        return verdict;
    }

    /** The place between the first response, 0, and the second, 4. */
    int place() {
        return place;
    }
}
