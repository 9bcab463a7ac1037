package org.careloop.web.study;

import java.util.List;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;

/**
 * A comparison to be stored.
 *
 * @param firstFree ordinal of its first free slot; slots before it are filled by whoever brings their votes
 * @param free how many votes it waits for
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
        int firstFree,
        int free) {}
