package org.careloop.run;

import java.util.Locale;

/** What a run learns from: a file of its {@code dataset/}. */
public enum TrainingData {
    /** Conversations with an assistant. They are no part of a study: the person who starts the run supplies them. */
    DIALOGUES(false),
    /** Two responses to a prompt with people's votes. */
    COMPARISONS(true),
    /** Prompts that the policy answers. */
    PROMPTS(true),
    /** The files of texts to go on pre-training with, which lie where they lie: a row names one of them. */
    TEXTS(false);

    private final boolean inSnapshots;

    TrainingData(boolean inSnapshots) {
        this.inSnapshots = inSnapshots;
    }

    /** Name of the file in {@code dataset/}. */
    public String file() {
        return name().toLowerCase(Locale.ROOT) + ".jsonl";
    }

    /** Whether a snapshot of a study contains the file. */
    public boolean isInSnapshots() {
        return inSnapshots;
    }
}
