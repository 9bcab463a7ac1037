package org.careloop.web.annotation;

import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;

/**
 * A comparison as one person sees it, or a text to be rated.
 *
 * @param ordinal of the slot that the person holds or has filled
 * @param prompt the conversation that the responses answer; empty for a text
 * @param responses as shown, the left one first; one for a text
 * @param shown which response stands where; it stays on the server
 * @param language a BCP 47 tag of the texts; null when unknown
 * @param design how the study asks
 * @param designVersion which version of the design that is; what is said of the pair counts under it
 * @param draft the answer as far as it was given
 */
public record Pair(
        ComparisonId comparison,
        int ordinal,
        StudyId study,
        String studyName,
        List<Message> prompt,
        List<String> responses,
        SideMap shown,
        @Nullable String language,
        StudyDesign design,
        int designVersion,
        Answer draft) {

    /** Whether the responses are to be ranked, because there are more than two. */
    public boolean isRanking() {
        return responses.size() > 2;
    }

    /** Whether two responses are to be compared. */
    public boolean isPair() {
        return responses.size() == 2;
    }

    /** Whether a single text is to be rated. */
    public boolean isRating() {
        return responses.size() == 1;
    }

    /** Whether another pair is asked about in the same way, so that the page can keep its buttons. */
    public boolean isAskedLike(Pair other) {
        return design.equals(other.design) && responses.size() == other.responses.size();
    }

    @Override
    public String toString() {
        return "pair " + comparison;
    }
}
