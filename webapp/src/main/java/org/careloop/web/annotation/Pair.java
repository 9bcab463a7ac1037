package org.careloop.web.annotation;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as one person sees it.
 *
 * @param prompt the conversation that both responses answer
 * @param aOnLeft which response stands on which side; it stays on the server
 * @param language a BCP 47 tag of the texts; null when unknown
 * @param draft the reason as far as it was typed; empty when nothing was
 */
public record Pair(
        ComparisonId comparison,
        StudyId study,
        String studyName,
        List<Message> prompt,
        String left,
        String right,
        boolean aOnLeft,
        @Nullable String language,
        String draft) {}
