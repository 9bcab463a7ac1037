package org.careloop.reward.likelihood;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Vote;
import org.careloop.run.settings.LikelihoodSettings;

/** Collects votes as terms of the likelihood: the strength of a vote as a margin, a tie where the tie model has one. */
public final class VoteTerms {
    private final TieModel ties;
    private final double margin;
    private final List<VoteBatch.Decisive> decisive = new ArrayList<>();
    private final List<VoteBatch.Tie> tied = new ArrayList<>();

    /** @param ties the tie model in use; {@link TieModel#NONE} leaves votes for a tie out */
    public VoteTerms(TieModel ties, LikelihoodSettings settings) {
        this.ties = ties;
        this.margin = settings.margin();
    }

    /**
     * Adds a vote.
     *
     * @param a index of response A among the scores
     * @param b index of response B
     */
    public void add(Vote vote, int a, int b) {
        double asked = margin * vote.strength().shareOfMargin();
        switch (vote.verdict()) {
            case A -> decisive.add(new VoteBatch.Decisive(a, b, asked, vote.weight()));
            case B -> decisive.add(new VoteBatch.Decisive(b, a, asked, vote.weight()));
            case SAME, BOTH_BAD -> {
                if (ties != TieModel.NONE) {
                    tied.add(new VoteBatch.Tie(a, b, vote.weight()));
                }
            }
        }
    }

    public VoteBatch batch() {
        return new VoteBatch(decisive, tied);
    }
}
