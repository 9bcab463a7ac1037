package org.careloop.ppo.dpo;

import java.util.List;
import org.careloop.ppo.policy.Sequence;
import org.careloop.run.Vote;

/**
 * Two responses to a prompt as ids, and the votes on them, each of which counts by itself: two against one has less effect than
 * three against none.
 *
 * @param votes at least one that can be learnt from, each of weight above 0
 */
record VotedPair(Sequence a, Sequence b, List<Vote> votes) {
    VotedPair {
        votes = List.copyOf(votes);
    }

    /** Of both sequences together. */
    long tokens() {
        return (long) a.length() + b.length();
    }

    int longest() {
        return Math.max(a.length(), b.length());
    }
}
