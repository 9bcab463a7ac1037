package org.careloop.web.annotation;

import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.study.Scale;

/** What a person said of a pair, in terms of the sides of the screen. */
public enum SideVerdict {
    LEFT,
    SAME,
    RIGHT,
    BOTH_BAD;

    /** The same opinion in terms of the stored responses. */
    public Verdict ofResponses(boolean aOnLeft) {
        return switch (this) {
            case LEFT -> aOnLeft ? Verdict.A : Verdict.B;
            case RIGHT -> aOnLeft ? Verdict.B : Verdict.A;
            case SAME -> Verdict.SAME;
            case BOTH_BAD -> Verdict.BOTH_BAD;
        };
    }

    /** The same as a scale has it, whose first response is the left one here. */
    public Scale.Choice asChoice(Strength strength) {
        return new Scale.Choice(ofResponses(true), strength);
    }

    /** How a stored verdict looked on the screen. */
    public static SideVerdict onScreen(Verdict verdict, boolean aOnLeft) {
        return switch (verdict) {
            case A -> aOnLeft ? LEFT : RIGHT;
            case B -> aOnLeft ? RIGHT : LEFT;
            case SAME -> SAME;
            case BOTH_BAD -> BOTH_BAD;
        };
    }
}
