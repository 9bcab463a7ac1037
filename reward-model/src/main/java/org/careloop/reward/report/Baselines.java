package org.careloop.reward.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Figures on the same votes of guesses that need no reading of a response. Their rates come from the training votes.
 *
 * @param coinLogLoss ln 2, of a fair coin on decisive votes
 * @param majoritySide always the side that won more often in training
 * @param longerWins always the longer response (the shorter one where those won more often in training)
 * @param allVotesLogLoss of constant rates of win, tie and loss, on all votes
 */
public record Baselines(
        double coinLogLoss, Baseline majoritySide, Baseline longerWins, MeanWithInterval allVotesLogLoss) {

    /** Accuracy and log-loss of a guess on decisive votes. */
    public record Baseline(MeanWithInterval accuracy, MeanWithInterval logLoss) {}

    static Baselines of(List<ScoredGroup> groups, BaseRates rates) {
        return new Baselines(
                Math.log(2),
                baseline(groups, rates::ofSide),
                baseline(groups, rates::ofLength),
                PerVote.all(groups, (difference, verdict) -> -Math.log(rates.of(verdict))));
    }

    private static Baseline baseline(List<ScoredGroup> groups, ToDoubleFunction<DecisiveVote> ofWinner) {
        return new Baseline(
                PerVote.decisive(groups, vote -> DecisiveVote.credit(ofWinner.applyAsDouble(vote) - 0.5)),
                PerVote.decisive(groups, vote -> -Math.log(ofWinner.applyAsDouble(vote))));
    }
}
