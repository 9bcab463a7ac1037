package org.careloop.web.annotation;

/** What became of a submission. */
public enum Outcome {
    /** It is in the database. */
    STORED,
    /** The lease ran out and others gave the last votes meanwhile; what was typed is kept as a draft. */
    NO_LONGER_NEEDED,
    /** The study was closed meanwhile; what was typed is kept as a draft. */
    STUDY_CLOSED,
    /** The study belongs to others now; what was typed is kept as a draft. */
    NOT_OPEN_TO_YOU,
    /** A colleague saw in the comparison what should not be there; what was typed is kept as a draft. */
    HELD_BACK,
    /** This person has judged the comparison already, in another window perhaps; that verdict stands. */
    JUDGED_ALREADY,
    /** It lacks something that the study requires; {@link AnswerRules#gaps} says what. Nothing is stored, the draft is kept. */
    INCOMPLETE
}
