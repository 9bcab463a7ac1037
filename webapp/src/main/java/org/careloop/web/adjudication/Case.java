package org.careloop.web.adjudication;

import java.util.List;
import java.util.Optional;
import org.careloop.run.Message;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Scale;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;

/**
 * A comparison that an adjudicator holds, as shown on the screen. The side map stays on the server.
 *
 * @param responses as shown, the left one first: two, three to six to be ranked, or one to be rated
 * @param scale the verdicts that the study offers on two
 * @param plainLinks whether links in the texts lead nowhere
 * @param cause why it waits for a decision; empty until the blind verdict is given, because it reveals something of the
 *     votes
 * @param blind the blind verdict; empty until it is given
 * @param votes the votes; empty until the blind verdict is given
 * @param questions why annotators passed it on; empty until the blind verdict is given
 */
public record Case(
        ComparisonId comparison,
        StudyId study,
        List<Message> prompt,
        List<String> responses,
        @Nullable String language,
        Scale scale,
        boolean plainLinks,
        Optional<Cause> cause,
        Optional<AdjudicatorAnswer> blind,
        List<SeenVote> votes,
        List<String> questions) {

    /**
     * One annotator's vote, in terms of the sides that the adjudicator sees.
     *
     * @param number stands for the person; it differs from comparison to comparison, so that votes cannot be linked
     */
    public record SeenVote(int number, AdjudicatorAnswer answer, String rationale, List<SeenFlag> flags) {}

    /**
     * Something that an annotator found wrong.
     *
     * @param place of the response, 0 for the left one
     */
    public record SeenFlag(int place, FlagKind kind, String quote) {}

    /** Whether the responses are to be ranked, because there are more than two. */
    boolean isRanking() {
        return responses.size() > 2;
    }

    /** Whether a single text is to be rated. */
    boolean isRating() {
        return responses.size() == 1;
    }

    @Override
    public String toString() {
        return "case of " + comparison;
    }
}
