package org.careloop.web.answers;

/** Which prompts of a study are asked. */
public enum PromptShare {
    /** Every prompt. */
    ALL,
    /** Those that no training of the models has seen. */
    UNSEEN
}
