package org.careloop.ppo.dpo;

import org.careloop.ppo.policy.Sequence;

/**
 * Two responses to a prompt as ids, and the votes on them. The votes are not reduced to a majority, so that two against one
 * has less effect than three against none.
 *
 * @param forA weight of the votes that preferred a
 * @param forB weight of the votes that preferred b
 */
record VotedPair(Sequence a, Sequence b, double forA, double forB) {

    double weight() {
        return forA + forB;
    }

    int longest() {
        return Math.max(a.length(), b.length());
    }
}
