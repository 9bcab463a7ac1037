package org.careloop.web.dataset.imports;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.Comparison.Adjudication;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.jspecify.annotations.Nullable;

/** Refuses votes that do not fit their comparison or each other. */
final class RowVotes {
    private static final int MOST = 1000;
    private static final Instant FIRST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

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
            history(vote);
            for (Vote revision : vote.revisions()) {
                ranking(revision, responses);
                places(revision, responses);
                moments(revision);
            }
        }
    }

    /** Checks what senior clinicians said of one row, which has so many responses. */
    static void checkAdjudications(List<Adjudication> said, int responses) {
        Set<String> once = new HashSet<>();
        for (Adjudication one : said) {
            String login = ImportedVotes.login(one.adjudicator());
            boolean decision = one.stage() == AdjudicationStage.DECISION;
            if (!once.add(decision ? "" : login)) {
                throw new BadRow(
                        "adjudications.twice",
                        "field \"adjudications\" has a second %s of \"%s\"; expected one decision, and one blind verdict of each person",
                        one.stage(),
                        one.adjudicator());
            }
            ranking(asVote(one), responses);
            moment("decided_at", one.decidedAt());
        }
    }

    private static Vote asVote(Adjudication said) {
        return new Vote(
                said.adjudicator(),
                said.verdict(),
                said.strength(),
                1,
                said.ranking(),
                said.rationale(),
                said.criteria(),
                List.of(),
                Map.of(),
                null,
                null,
                null,
                said.decidedAt());
    }

    private static void history(Vote vote) {
        List<Vote> replaced = vote.history();
        boolean counted = vote.revision() == null || vote.revision() == replaced.size() + 1;
        boolean own = replaced.stream().allMatch(earlier -> earlier.annotator().equals(vote.annotator()));
        if (!replaced.isEmpty() && !(counted && own)) {
            throw new BadRow(
                    "votes.history",
                    "field \"history\" of annotator \"%s\" has %d judgements and field \"revision\" is %s; expected one judgement less than the revision, all of this annotator",
                    vote.annotator(),
                    replaced.size(),
                    String.valueOf(vote.revision()));
        }
    }

    private static void moments(Vote vote) {
        if (vote.activeMs() != null && vote.activeMs() < 0) {
            throw new BadRow(
                    "votes.time",
                    "field \"active_ms\" of annotator \"%s\" is %d; expected 0 or more",
                    vote.annotator(),
                    vote.activeMs());
        }
        moment("judged_at", vote.judgedAt());
    }

    private static void moment(String field, @Nullable Instant at) {
        if (at != null && (at.isBefore(FIRST) || at.isAfter(LAST))) {
            throw new BadRow(
                    "moment.range",
                    "field \"%s\" is %s; expected a moment from %s to %s",
                    field,
                    at.toString(),
                    FIRST.toString(),
                    LAST.toString());
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
