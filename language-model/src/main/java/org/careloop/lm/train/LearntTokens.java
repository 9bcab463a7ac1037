package org.careloop.lm.train;

/** A row of tokens, some of which are learnt. */
public interface LearntTokens {
    /** Tokens of the row. */
    int length();

    /** Those that are learnt. */
    int weight();
}
