package org.careloop.web.annotation;

/** What became of a submission. */
public enum Outcome {
    /** It is in the database. */
    STORED,
    /** The lease ran out and others gave the last votes meanwhile; what was typed is kept as a draft. */
    NO_LONGER_NEEDED,
    /** The study was closed meanwhile; what was typed is kept as a draft. */
    STUDY_CLOSED,
    /** This person has judged the comparison already, in another window perhaps; that verdict stands. */
    JUDGED_ALREADY
}
