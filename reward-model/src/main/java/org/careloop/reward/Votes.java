package org.careloop.reward;

import java.util.ArrayList;
import java.util.List;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.reward.preference.PromptGroup;
import org.careloop.run.Strength;
import org.careloop.run.Vote;
import org.careloop.run.settings.RewardSettings;

/** Converts votes on prompt groups to the form that the likelihood takes. */
final class Votes {
    private final RewardSettings.Likelihood settings;
    private final TieModel ties;

    /** @param ties the tie model in use; {@link TieModel#NONE} leaves votes for a tie out */
    Votes(RewardSettings.Likelihood settings, TieModel ties) {
        this.settings = settings;
        this.ties = ties;
    }

    /** What a vote of this strength asks of the winner's lead. */
    static double marginOf(Strength strength, RewardSettings.Likelihood settings) {
        return settings.margin() * strength.shareOfMargin();
    }

    /** Whether anything can be learnt from the group. */
    boolean teaches(PromptGroup group) {
        return group.pairs().stream()
                .flatMap(pair -> pair.votes().stream())
                .anyMatch(vote -> ties != TieModel.NONE || vote.verdict().isDecisive());
    }

    /** The votes of some groups; indices count the responses of all groups in order. */
    VoteBatch of(List<EncodedGroup> groups) {
        List<VoteBatch.Decisive> decisive = new ArrayList<>();
        List<VoteBatch.Tie> tied = new ArrayList<>();
        int start = 0;
        for (EncodedGroup group : groups) {
            for (PromptGroup.Pair pair : group.group().pairs()) {
                for (Vote vote : pair.votes()) {
                    add(vote, start + pair.a(), start + pair.b(), decisive, tied);
                }
            }
            start += group.sequences().size();
        }
        return new VoteBatch(decisive, tied);
    }

    private void add(Vote vote, int a, int b, List<VoteBatch.Decisive> decisive, List<VoteBatch.Tie> tied) {
        double margin = marginOf(vote.strength(), settings);
        switch (vote.verdict()) {
            case A -> decisive.add(new VoteBatch.Decisive(a, b, margin, vote.weight()));
            case B -> decisive.add(new VoteBatch.Decisive(b, a, margin, vote.weight()));
            case SAME, BOTH_BAD -> {
                if (ties != TieModel.NONE) {
                    tied.add(new VoteBatch.Tie(a, b, vote.weight()));
                }
            }
        }
    }
}
