package org.careloop.web.study;

/**
 * What the judgement in a slot is for. Statements name a purpose as a literal, {@code 'VOTE'}, and not as a parameter: the
 * indexes on slots are partial, and a plan that is made for any value would not use them.
 */
public enum SlotPurpose {
    /** One of the votes that a study asks for; only these count. */
    VOTE,
    /** A trial before the study collects. */
    PILOT,
    /** A comparison whose answer is known, drawn for one person. */
    GOLD,
    /** A comparison that a person has judged before, drawn for them with its sides swapped. */
    REPEAT
}
