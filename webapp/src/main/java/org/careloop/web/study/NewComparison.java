package org.careloop.web.study;

import java.util.List;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;

/**
 * A comparison to be stored.
 *
 * @param slots how many votes it can hold
 */
public record NewComparison(
        ComparisonId id,
        String externalId,
        List<Message> prompt,
        String a,
        String b,
        @Nullable String modelA,
        @Nullable String modelB,
        @Nullable String language,
        List<String> tags,
        int slots) {}
