package org.careloop.reward.report;

/**
 * A vote that named a winner.
 *
 * @param side 1 if A won, -1 if B won
 * @param lead score of the winner minus score of the loser
 * @param lengthLead length of the winner minus length of the loser, in characters
 */
record DecisiveVote(String annotator, String language, int side, double lead, int lengthLead) {

    /** 1 when the model agrees, 0 when it does not, one half when the scores are equal. */
    double agreement() {
        return credit(lead);
    }

    static double credit(double lead) {
        return lead > 0 ? 1 : lead < 0 ? 0 : 0.5;
    }
}
