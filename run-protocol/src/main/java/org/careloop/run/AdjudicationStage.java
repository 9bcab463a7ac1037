package org.careloop.run;

/** When a senior clinician said what they think. */
public enum AdjudicationStage {
    /** Before they saw any vote; it stands for good. */
    BLIND,
    /** With the votes in view. */
    DECISION
}
