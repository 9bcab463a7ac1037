package org.careloop.run.settings;

/** Settings of {@code score}. */
public record ScoreSettings(@Group("Weights") WeightSettings weights) implements FlatSettings {}
