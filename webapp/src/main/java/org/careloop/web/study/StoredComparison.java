package org.careloop.web.study;

import java.util.List;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as it is stored.
 *
 * @param externalId its id in files, unique in its study
 * @param prompt what the responses answer; empty for a text that is rated
 * @param responses one that is rated, or two to six; a is the first, b the second
 * @param models who wrote each response, null where unknown; never sent to an annotator's browser
 * @param language a BCP 47 tag; null when unknown
 * @param specialty the medical field that it asks for; null for any
 * @param gold the answer it is known to have; never sent to an annotator's browser
 * @param position its place in the order of work, from 1
 */
public record StoredComparison(
        ComparisonId id,
        StudyId study,
        String externalId,
        List<Message> prompt,
        List<String> responses,
        List<@Nullable String> models,
        @Nullable String language,
        @Nullable String specialty,
        List<String> tags,
        @Nullable Gold gold,
        long position) {

    public String a() {
        return responses.get(0);
    }

    public String b() {
        return responses.get(1);
    }

    /** Only the id: texts must not reach a log or a page by accident. */
    @Override
    public String toString() {
        return "comparison " + id;
    }
}
