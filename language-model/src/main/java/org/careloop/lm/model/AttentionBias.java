package org.careloop.lm.model;

/** Which of the four projections of attention add a bias. */
public enum AttentionBias {
    NONE,
    QUERY_KEY_VALUE,
    ALL;

    boolean ofInputs() {
        return this != NONE;
    }

    boolean ofOutput() {
        return this == ALL;
    }
}
