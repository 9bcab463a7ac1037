package org.careloop.run;

/** What a run learns from: a file of its {@code dataset/}. */
public enum TrainingData {
    /** Conversations with an assistant. They are no part of a study: the person who starts the run supplies them. */
    DIALOGUES("dialogues.jsonl", false),
    /** Two responses to a prompt with people's votes. */
    COMPARISONS("comparisons.jsonl", true),
    /** Prompts that the policy answers. */
    PROMPTS("prompts.jsonl", true),
    /** The files of texts to go on pre-training with, which lie where they lie: a row names one of them. */
    TEXTS("texts.jsonl", false),
    /** The published files of an exam lie in {@code questions/}; this file says how they are asked. Nothing is learnt from them. */
    QUESTIONS("exam.json", false),
    /** Texts with the scores that people gave them. */
    RATINGS("ratings.jsonl", true);

    private final String file;
    private final boolean inSnapshots;

    TrainingData(String file, boolean inSnapshots) {
        this.file = file;
        this.inSnapshots = inSnapshots;
    }

    /** Name of the file in {@code dataset/}. */
    public String file() {
        return file;
    }

    /** Whether a snapshot of a study contains the file. */
    public boolean isInSnapshots() {
        return inSnapshots;
    }
}
