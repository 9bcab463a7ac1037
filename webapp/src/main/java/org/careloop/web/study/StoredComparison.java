package org.careloop.web.study;

import java.util.List;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as it is stored.
 *
 * @param externalId its id in files, unique in its study
 * @param modelA name of the model that wrote {@code a}, where known; never sent to an annotator's browser
 * @param language a BCP 47 tag; null when unknown
 * @param position its place in the order of work, from 1
 */
public record StoredComparison(
        ComparisonId id,
        StudyId study,
        String externalId,
        List<Message> prompt,
        String a,
        String b,
        @Nullable String modelA,
        @Nullable String modelB,
        @Nullable String language,
        List<String> tags,
        long position) {}
