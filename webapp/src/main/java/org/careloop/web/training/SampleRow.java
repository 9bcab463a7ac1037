package org.careloop.web.training;

import org.jspecify.annotations.Nullable;

/** One prompt with the answers of the policy before training and now, each with the reward model's score. */
public record SampleRow(
        String prompt,
        String before,
        String now,
        @Nullable Double scoreBefore,
        @Nullable Double scoreNow) {}
