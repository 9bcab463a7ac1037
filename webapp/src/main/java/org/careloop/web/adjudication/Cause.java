package org.careloop.web.adjudication;

/** Why a comparison waits for an adjudicator. */
public enum Cause {
    /** A vote calls a response unsafe, or sees a privacy problem. */
    FLAGGED,
    /** An annotator passed it on. */
    ESCALATED,
    /** All votes are given and too few of them agree. */
    DIVIDED
}
