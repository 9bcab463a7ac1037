package org.careloop.reward.likelihood;

import java.util.List;
import org.careloop.lm.tensor.Tensor;

/**
 * The votes of one batch, as indices into the batch's scores.
 *
 * @param decisive votes that name a winner
 * @param ties votes that do not
 */
public record VoteBatch(List<Decisive> decisive, List<Tie> ties) {

    /**
     * A vote for a winner. The loss asks that the lead of the winner exceeds the margin.
     *
     * @param margin in units of score, 0 for a plain vote
     */
    public record Decisive(int winner, int loser, double margin, double weight) {}

    /** A vote that preferred neither. */
    public record Tie(int a, int b, double weight) {}

    public VoteBatch {
        decisive = List.copyOf(decisive);
        ties = List.copyOf(ties);
    }

    /** The sum of all votes' weights: the divisor that makes a mean over votes. */
    public double weight() {
        return decisive.stream().mapToDouble(Decisive::weight).sum()
                + ties.stream().mapToDouble(Tie::weight).sum();
    }

    Tensor winners() {
        return Tensor.of(decisive.stream().mapToInt(Decisive::winner).toArray());
    }

    Tensor losers() {
        return Tensor.of(decisive.stream().mapToInt(Decisive::loser).toArray());
    }

    Tensor margins() {
        return Tensor.of(decisive.stream().mapToDouble(Decisive::margin).toArray());
    }

    Tensor decisiveWeights() {
        return Tensor.of(decisive.stream().mapToDouble(Decisive::weight).toArray());
    }

    Tensor tiedFirst() {
        return Tensor.of(ties.stream().mapToInt(Tie::a).toArray());
    }

    Tensor tiedSecond() {
        return Tensor.of(ties.stream().mapToInt(Tie::b).toArray());
    }

    Tensor tieWeights() {
        return Tensor.of(ties.stream().mapToDouble(Tie::weight).toArray());
    }
}
