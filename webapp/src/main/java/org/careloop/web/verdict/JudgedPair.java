package org.careloop.web.verdict;

import java.util.List;
import java.util.Map;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Vote;
import org.careloop.run.text.VisibleText;

/**
 * The answers of two models to one prompt, with the votes that count.
 *
 * @param comparison the answers and votes; its models are known and differ
 * @param position where its comparison stands in the order of work
 * @param open how many of the votes that its comparison waits for are missing
 * @param aOnLeft whether the first answer was shown on the left, by annotator; absent where unknown
 */
record JudgedPair(Comparison comparison, long position, long open, Map<String, Boolean> aOnLeft) {
    /** The model of the first or second answer. */
    String model(int response) {
        String model = comparison.models().get(response);
        if (model == null) {
            throw new IllegalStateException("a pair without models");
        }
        return model;
    }

    /** Whether both models wrote the same text, so that nobody is asked. */
    boolean isIdentical() {
        return VisibleText.of(comparison.a()).equals(VisibleText.of(comparison.b()));
    }

    boolean isOf(String one, String other) {
        return model(0).equals(one) && model(1).equals(other) || model(0).equals(other) && model(1).equals(one);
    }

    /** Equal for all pairs of the same prompt. */
    List<Message> prompt() {
        return comparison.prompt();
    }

    /** The last question. */
    String question() {
        return comparison.prompt().getLast().content();
    }

    /** The votes from the view of the model {@code candidate}, which wrote one of the answers. */
    List<Ballot> ballots(String candidate) {
        int own = model(0).equals(candidate) ? 0 : 1;
        return comparison.votes().stream()
                .map(vote -> new Ballot(this, vote, own))
                .toList();
    }

    /** The answer of a model that wrote one of the two. */
    String answer(String model) {
        return model(0).equals(model) ? comparison.a() : comparison.b();
    }

    /** Which side an answer stood on, for an annotator: +1 left, -1 right, 0 unknown. */
    int side(Vote vote, int response) {
        Boolean left = aOnLeft.get(vote.annotator());
        return left == null ? 0 : left == (response == 0) ? 1 : -1;
    }
}
