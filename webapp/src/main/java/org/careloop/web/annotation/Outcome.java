package org.careloop.web.annotation;

/** What became of a submission. */
public enum Outcome {
    /** It is in the database. */
    STORED,
    /** The lease ran out and others gave the last votes in the meantime; the answer is kept as a draft. */
    NO_LONGER_NEEDED,
    /** The study was closed in the meantime; the answer is kept as a draft. */
    STUDY_CLOSED,
    /** The study is no longer open to this person; the answer is kept as a draft. */
    NOT_OPEN_TO_YOU,
    /** The comparison was reported for a privacy problem and is held back; the answer is kept as a draft. */
    HELD_BACK,
    /** This person has read the votes on it, as one who leads the study; the answer is kept as a draft. */
    SAW_VOTES,
    /** This person has judged the comparison already, perhaps in another window; the earlier verdict stands. */
    JUDGED_ALREADY,
    /** It lacks something that the study requires; {@link AnswerRules#gaps} says what. Nothing is stored, the draft is kept. */
    INCOMPLETE
}
