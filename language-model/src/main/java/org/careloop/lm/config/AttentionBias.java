package org.careloop.lm.config;

/** Which of the four projections of attention add a bias. */
public enum AttentionBias {
    NONE,
    QUERY_KEY_VALUE,
    ALL;

    public boolean ofInputs() {
        return this != NONE;
    }

    public boolean ofOutput() {
        return this == ALL;
    }
}
