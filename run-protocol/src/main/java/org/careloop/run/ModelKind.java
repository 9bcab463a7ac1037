package org.careloop.run;

/** What a model does. */
public enum ModelKind {
    /** Answers prompts. */
    POLICY,
    /** Scores answers. */
    REWARD
}
