package org.careloop.web.dataset.imports;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;

/** Refuses votes that do not fit their comparison or each other. */
final class RowVotes {
    private static final int MOST = 1000;

    private RowVotes() {}

    /** Checks the votes of one row, which has so many responses. */
    static void check(List<Vote> votes, int responses) {
        checkCount(votes.size());
        Set<String> voters = new HashSet<>();
        for (Vote vote : votes) {
            if (!voters.add(ImportedVotes.login(vote.annotator()))) {
                throw new BadRow(
                        "votes.twice", "annotator \"%s\" votes twice; keep one of the votes", vote.annotator());
            }
            ranking(vote, responses);
            places(vote, responses);
            if (vote.activeMs() != null && vote.activeMs() < 0) {
                throw new BadRow(
                        "votes.time",
                        "field \"active_ms\" of annotator \"%s\" is %d; expected 0 or more",
                        vote.annotator(),
                        vote.activeMs());
            }
        }
    }

    static void checkCount(int votes) {
        if (votes > MOST) {
            throw new BadRow("votes.many", "%,d votes on one comparison; expected at most %,d", votes, MOST);
        }
    }

    private static void ranking(Vote vote, int responses) {
        if (vote.ranking().isEmpty()) {
            return;
        }
        if (vote.ranking().size() != responses
                || vote.ranking().stream().anyMatch(rank -> rank < 1 || rank > responses)) {
            throw new BadRow(
                    "votes.ranking",
                    "ranking %s of annotator \"%s\"; expected a rank of 1 to %d for each of %d responses",
                    vote.ranking(),
                    vote.annotator(),
                    responses,
                    responses);
        }
        Verdict ranked = Verdict.ofRanks(vote.ranking().get(0), vote.ranking().get(1));
        boolean fits = vote.verdict().isDecisive() ? vote.verdict() == ranked : ranked == Verdict.SAME;
        if (!fits) {
            throw new BadRow(
                    "votes.disagree",
                    "ranking %s of annotator \"%s\" says %s of the first two responses, verdict says %s",
                    vote.ranking(),
                    vote.annotator(),
                    ranked,
                    vote.verdict());
        }
    }

    /** Flags and corrections name responses from 0. */
    private static void places(Vote vote, int responses) {
        vote.flags().forEach(flag -> place("flags", flag.response(), responses));
        vote.corrections().keySet().forEach(response -> place("corrections", response, responses));
    }

    private static void place(String field, int response, int responses) {
        if (response < 0 || response >= responses) {
            throw new BadRow(
                    "votes.response",
                    "field \"%s\" names response %d; expected 0 to %d, for responses are counted from 0",
                    field,
                    response,
                    responses - 1);
        }
    }
}
