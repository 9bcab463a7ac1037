package org.careloop.run;

import java.util.Locale;

/** What a run learns from: a file of its {@code dataset/}. */
public enum TrainingData {
    /** Conversations with an assistant, brought along by whoever asks for the run. */
    DIALOGUES(false),
    /** Two responses to a prompt with people's votes. */
    COMPARISONS(true),
    /** Prompts to answer. */
    PROMPTS(true);

    private final boolean inSnapshots;

    TrainingData(boolean inSnapshots) {
        this.inSnapshots = inSnapshots;
    }

    /** Its name in {@code dataset/}. */
    public String file() {
        return name().toLowerCase(Locale.ROOT) + ".jsonl";
    }

    /** Whether a snapshot of a study holds it. */
    public boolean isInSnapshots() {
        return inSnapshots;
    }
}
