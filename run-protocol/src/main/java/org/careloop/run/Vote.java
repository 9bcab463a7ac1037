package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One annotator's verdict on a comparison. The fields after the weight depend on the study's design; files leave out the
 * empty ones. Responses are numbered from 0 in the order in which the comparison stores them.
 *
 * @param strength how clear the preference was; {@link Strength#SLIGHTLY} for a tie
 * @param weight how much this vote counts in training, at least 0; 1 when nothing else is known
 * @param ranking the rank of each response, 1 the best, ties share a rank (1, 1, 3); empty for a pair
 * @param rationale the reason in words
 * @param criteria the verdict on each criterion, by the criterion's key
 * @param flags what is wrong with a response, and where
 * @param corrections corrected texts, by number of the response
 * @param revision number of the answer, 1 for the first and one more after each change
 * @param activeMs active working time in milliseconds, pauses excluded
 * @param designVersion version of the study's design at the time of the vote; null if it was not given on a screen
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Vote(
        String annotator,
        Verdict verdict,
        Strength strength,
        double weight,
        List<Integer> ranking,
        @Nullable String rationale,
        Map<String, OnCriterion> criteria,
        List<ResponseFlag> flags,
        Map<Integer, String> corrections,
        @Nullable Integer revision,
        @JsonProperty("active_ms") @Nullable Long activeMs,
        @JsonProperty("design_version") @Nullable Integer designVersion,
        @JsonProperty("judged_at") @Nullable Instant judgedAt) {

    /** The verdict on one criterion. */
    public record OnCriterion(Verdict verdict) {
        public OnCriterion {
            RecordChecks.field("verdict", verdict);
        }
    }

    /**
     * Something wrong with a response.
     *
     * @param kind such as {@code UNSAFE} or {@code HALLUCINATED}
     * @param quote the passage concerned; empty for the whole response
     * @param start where the quote begins in the response, in UTF-16 units; -1 when unknown
     */
    public record ResponseFlag(
            int response,
            String kind,
            @Nullable String quote,
            @Nullable Integer start) {
        public ResponseFlag {
            RecordChecks.text("kind", kind);
        }
    }

    public Vote {
        RecordChecks.text("annotator", annotator);
        RecordChecks.field("verdict", verdict);
        if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
            throw BadValue.coded(
                    "value.weight", "weight %s is out of range; expected 0 or more".formatted(weight), weight);
        }
        ranking = RecordChecks.list("ranking", ranking);
        criteria = Objects.requireNonNullElse(criteria, Map.of());
        flags = RecordChecks.list("flags", flags);
        corrections = Objects.requireNonNullElse(corrections, Map.of());
    }

    public Vote(String annotator, Verdict verdict, Strength strength, double weight) {
        this(
                annotator, verdict, strength, weight, List.of(), null, Map.of(), List.of(), Map.of(), null, null, null,
                null);
    }

    public Vote(String annotator, Verdict verdict) {
        this(annotator, verdict, Strength.SLIGHTLY, 1.0);
    }

    /** The same vote on a pair whose responses have changed places. */
    public Vote mirrored() {
        Map<String, OnCriterion> swapped = new TreeMap<>();
        criteria.forEach(
                (key, one) -> swapped.put(key, new OnCriterion(one.verdict().swapped())));
        return onTwo(verdict.swapped(), swapped, 1, 0);
    }

    /** A ranking reduced to two of its responses. Criteria were judged on the first two responses only. */
    Vote ofPair(int first, int second) {
        return onTwo(
                Verdict.ofRanks(ranking.get(first), ranking.get(second)),
                first == 0 && second == 1 ? criteria : Map.of(),
                first,
                second);
    }

    /**
     * This vote, read from a file of format version 1, in the current version. Only the strength of votes given on a screen
     * has changed its meaning; those are the votes that name the version of a design.
     */
    Vote ofFirstFormat() {
        return designVersion == null
                ? this
                : new Vote(
                        annotator,
                        verdict,
                        strength.ofFirstFormat(),
                        weight,
                        ranking,
                        rationale,
                        criteria,
                        flags,
                        corrections,
                        revision,
                        activeMs,
                        designVersion,
                        judgedAt);
    }

    /** The vote on two responses, renumbered 0 and 1; flags and corrections of other responses are left out. */
    private Vote onTwo(Verdict onBoth, Map<String, OnCriterion> onCriteria, int first, int second) {
        List<ResponseFlag> kept = new ArrayList<>();
        for (ResponseFlag flag : flags) {
            if (flag.response() == first || flag.response() == second) {
                kept.add(new ResponseFlag(flag.response() == first ? 0 : 1, flag.kind(), flag.quote(), flag.start()));
            }
        }
        Map<Integer, String> better = new TreeMap<>();
        corrections.forEach((response, text) -> {
            if (response == first || response == second) {
                better.put(response == first ? 0 : 1, text);
            }
        });
        return new Vote(
                annotator,
                onBoth,
                strength,
                weight,
                List.of(),
                rationale,
                onCriteria,
                kept,
                better,
                revision,
                activeMs,
                designVersion,
                judgedAt);
    }

    @JsonCreator
    static Vote fromJson(
            String annotator,
            String verdict,
            @Nullable Integer strength,
            @Nullable Double weight,
            @Nullable List<Integer> ranking,
            @Nullable String rationale,
            @Nullable Map<String, OnCriterion> criteria,
            @Nullable List<ResponseFlag> flags,
            @Nullable Map<Integer, String> corrections,
            @Nullable Integer revision,
            @JsonProperty("active_ms") @Nullable Long activeMs,
            @JsonProperty("design_version") @Nullable Integer designVersion,
            @JsonProperty("judged_at") @Nullable Instant judgedAt) {
        RecordChecks.field("verdict", verdict);
        return new Vote(
                annotator,
                Verdict.parse(verdict),
                strength == null ? Strength.SLIGHTLY : Strength.of(strength),
                weight == null ? 1.0 : weight,
                Objects.requireNonNullElse(ranking, List.of()),
                rationale,
                Objects.requireNonNullElse(criteria, Map.of()),
                Objects.requireNonNullElse(flags, List.of()),
                Objects.requireNonNullElse(corrections, Map.of()),
                revision,
                activeMs,
                designVersion,
                judgedAt);
    }
}
