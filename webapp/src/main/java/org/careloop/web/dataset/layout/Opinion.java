package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one person answered to the questions of an annotation tool about named responses. */
final class Opinion {
    private static final Set<String> REASONS = Set.of(
            "rationale",
            "reason",
            "reasons",
            "reasoning",
            "comment",
            "comments",
            "feedback",
            "explanation",
            "note",
            "notes",
            "justification",
            "理由",
            "原因",
            "备注",
            "说明");

    private final List<String> responses;
    private @Nullable Verdict verdict;
    private List<Integer> ranking = List.of();
    private @Nullable String rationale;

    Opinion(List<String> responses) {
        this.responses = responses;
    }

    /** Takes the answer to a question; false for one that says nothing that a vote holds. */
    boolean take(String question, JsonNode answer) {
        if (answer.isString() && REASONS.contains(VerdictWords.plain(question))) {
            rationale = answer.stringValue();
            return true;
        }
        if (verdict == null && ranking.isEmpty()) {
            Optional<List<Integer>> ranks = answer.isArray() ? ranks(answer) : Optional.empty();
            ranks.ifPresent(said -> ranking = said);
            verdict = ranks.isEmpty() ? verdict(answer).orElse(null) : null;
            return verdict != null || ranks.isPresent();
        }
        return false;
    }

    /** The rank of each response, 1 the best; none where the person did not rank them. */
    List<Integer> ranking() {
        return ranking;
    }

    /** The vote on all of the responses. */
    Optional<Vote> vote(String annotator) {
        return vote(annotator, IntStream.range(0, responses.size()).boxed().toList());
    }

    /**
     * The vote on some of the responses; empty where none of the answers says which response is better.
     *
     * @param places of these responses
     */
    Optional<Vote> vote(String annotator, List<Integer> places) {
        if (!ranking.isEmpty()) {
            List<Integer> ranks = Ranks.of(
                    places.stream().map(place -> (double) -ranking.get(place)).toList());
            return Optional.of(Ranks.vote(annotator, ranks).withRationale(rationale));
        }
        return Optional.ofNullable(verdict).map(said -> new Vote(annotator, said).withRationale(rationale));
    }

    /** A label: the name of one of two responses, or the words for one or for neither. */
    private Optional<Verdict> verdict(JsonNode answer) {
        if (responses.size() != 2 || !answer.isString()) {
            return Optional.empty();
        }
        int named = number(answer.stringValue());
        return named >= 0 ? Optional.of(named == 0 ? Verdict.A : Verdict.B) : VerdictWords.of(answer.stringValue());
    }

    /** A ranking: the responses from the best to the worst, or each with its rank. */
    private Optional<List<Integer>> ranks(JsonNode answer) {
        Integer[] ranks = new Integer[responses.size()];
        int place = 0;
        for (JsonNode each : answer) {
            place++;
            int named = number(each.isObject() ? each.path("value").asString("") : each.asString(""));
            JsonNode rank = each.path("rank");
            if (named < 0 || (each.isObject() && !rank.isIntegralNumber())) {
                return Optional.empty();
            }
            ranks[named] = each.isObject() ? rank.intValue() : place;
        }
        List<Double> goodness = new ArrayList<>();
        for (Integer rank : ranks) {
            if (rank == null) {
                return Optional.empty();
            }
            goodness.add((double) -rank);
        }
        return Optional.of(Ranks.of(goodness));
    }

    private int number(String name) {
        for (int i = 0; i < responses.size(); i++) {
            if (plain(responses.get(i)).equals(plain(name))) {
                return i;
            }
        }
        return -1;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
