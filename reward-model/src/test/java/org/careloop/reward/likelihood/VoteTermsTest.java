package org.careloop.reward.likelihood;

import static org.assertj.core.api.Assertions.assertThat;

import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.run.settings.LikelihoodSettings;
import org.junit.jupiter.api.Test;

class VoteTermsTest {
    private static final LikelihoodSettings SETTINGS = new LikelihoodSettings("rao-kupper", .02, .8, 0, 0);

    @Test
    void strengthsAreMarginsAndWeightsAreWeights() {
        VoteTerms terms = new VoteTerms(TieModel.RAO_KUPPER, SETTINGS);
        terms.add(new Vote("n1", Verdict.A, Strength.CLEARLY, 2), 3, 5);
        terms.add(new Vote("n2", Verdict.B, Strength.MODERATELY, .5), 3, 5);
        terms.add(new Vote("n3", Verdict.A), 3, 5);

        assertThat(terms.batch().decisive())
                .containsExactly(
                        new VoteBatch.Decisive(3, 5, .8, 2),
                        new VoteBatch.Decisive(5, 3, .4, .5),
                        new VoteBatch.Decisive(3, 5, 0, 1));
    }

    @Test
    void aTieIsATermOnlyWhereTheTieModelHasOne() {
        Vote same = new Vote("n1", Verdict.SAME, Strength.SLIGHTLY, 2);
        Vote bad = new Vote("n2", Verdict.BOTH_BAD);
        VoteTerms with = new VoteTerms(TieModel.RAO_KUPPER, SETTINGS);
        VoteTerms without = new VoteTerms(TieModel.NONE, SETTINGS);
        for (VoteTerms terms : new VoteTerms[] {with, without}) {
            terms.add(same, 0, 1);
            terms.add(bad, 0, 1);
        }

        assertThat(with.batch().ties()).containsExactly(new VoteBatch.Tie(0, 1, 2), new VoteBatch.Tie(0, 1, 1));
        assertThat(without.batch().weight()).isZero();
    }
}
