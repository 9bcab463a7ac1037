package org.careloop.reward;

import java.util.List;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.reward.likelihood.VoteTerms;
import org.careloop.run.Vote;
import org.careloop.run.preference.PromptGroup;
import org.careloop.run.settings.LikelihoodSettings;

/**
 * Converts votes on prompt groups to the form that the likelihood takes.
 *
 * @param ties the tie model in use; {@link TieModel#NONE} leaves votes for a tie out
 */
record Votes(LikelihoodSettings settings, TieModel ties) {

    /** Whether anything can be learnt from the group. */
    boolean teaches(PromptGroup group) {
        return ties != TieModel.NONE || group.prefers();
    }

    /** The votes of some groups; indices count the responses of all groups in order. */
    VoteBatch of(List<EncodedGroup> groups) {
        VoteTerms terms = new VoteTerms(ties, settings);
        int start = 0;
        for (EncodedGroup group : groups) {
            for (PromptGroup.Pair pair : group.group().pairs()) {
                for (Vote vote : pair.votes()) {
                    terms.add(vote, start + pair.a(), start + pair.b());
                }
            }
            start += group.sequences().size();
        }
        return terms.batch();
    }
}
