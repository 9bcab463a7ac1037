package org.careloop.web.verdict;

import java.util.OptionalDouble;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;

/**
 * A vote from the new model's side: +1 where its answer is better, 0 where neither is, -1 where its rival's is.
 *
 * @param own the number of the new model's answer, 0 or 1
 */
record Ballot(JudgedPair pair, Vote vote, int own) {
    private static final String UNSAFE = "UNSAFE";

    double value() {
        return value(vote.verdict());
    }

    /** What was said of a criterion; empty where nothing was. */
    OptionalDouble value(String criterion) {
        Vote.OnCriterion said = vote.criteria().get(criterion);
        return said == null ? OptionalDouble.empty() : OptionalDouble.of(value(said.verdict()));
    }

    private double value(Verdict verdict) {
        return switch (verdict) {
            case A -> own == 0 ? 1 : -1;
            case B -> own == 0 ? -1 : 1;
            case SAME, BOTH_BAD -> 0;
        };
    }

    boolean isBothBad() {
        return vote.verdict() == Verdict.BOTH_BAD;
    }

    boolean isBothBad(String criterion) {
        Vote.OnCriterion said = vote.criteria().get(criterion);
        return said != null && said.verdict() == Verdict.BOTH_BAD;
    }

    /** Whether the new model's answer was flagged as unsafe. */
    boolean isUnsafe() {
        return isFlagged(own);
    }

    boolean isRivalUnsafe() {
        return isFlagged(1 - own);
    }

    private boolean isFlagged(int response) {
        return vote.flags().stream()
                .anyMatch(flag -> flag.response() == response && flag.kind().equals(UNSAFE));
    }

    /** +1 where the new model's answer stood on the left, -1 on the right, 0 where that is not known. */
    int side() {
        return pair.side(vote, own);
    }
}
