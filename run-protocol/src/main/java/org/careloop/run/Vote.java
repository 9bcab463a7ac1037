package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * One annotator's verdict on a comparison. What the fields after the weight say depends on the study's design; in files of
 * the current version every vote has every field. Responses are numbered from 0 in the order in which the comparison stores
 * them.
 *
 * @param strength how clear the preference was; {@link Strength#SLIGHTLY} for a tie
 * @param weight how much this vote counts in training, at least 0; 1 when nothing else is known
 * @param ranking the rank of each response, 1 the best, ties share a rank (1, 1, 3); empty for a pair
 * @param rationale the reason in words
 * @param criteria the verdict on each criterion, by the criterion's key; in files a list
 * @param flags what is wrong with a response, and where
 * @param corrections corrected texts, by number of the response; in files a list
 * @param revision number of the answer, 1 for the first and one more after each change; null if unknown
 * @param reason why this answer replaced the one before; null for a first one
 * @param note what the person wrote beside that reason
 * @param activeMs active working time in milliseconds, pauses excluded
 * @param designVersion version of the study's design at the time of the vote; null if it was not given on a screen
 * @param judgedAt when the judgement was given; null if unknown
 * @param history the answers that this one replaced, from the first on; they have no history of their own
 */
public record Vote(
        String annotator,
        Verdict verdict,
        Strength strength,
        double weight,
        List<Integer> ranking,
        @Nullable String rationale,

        @JsonSerialize(using = VoteFields.CriteriaWriter.class)
        Map<String, OnCriterion> criteria,

        List<ResponseFlag> flags,

        @JsonSerialize(using = VoteFields.CorrectionsWriter.class)
        Map<Integer, String> corrections,

        @Nullable Integer revision,
        @Nullable String reason,
        @Nullable String note,
        @JsonProperty("active_ms") @Nullable Long activeMs,
        @JsonProperty("design_version") @Nullable Integer designVersion,
        @JsonProperty("judged_at") @Nullable Instant judgedAt,

        @JsonSerialize(using = VoteFields.HistoryWriter.class)
        List<Vote> history) {

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
        history = RecordChecks.list("history", history);
    }

    public Vote(String annotator, Verdict verdict, Strength strength, double weight) {
        this(
                annotator, verdict, strength, weight, List.of(), null, Map.of(), List.of(), Map.of(), null, null, null,
                null);
    }

    /** A vote that replaced none. */
    public Vote(
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
            @Nullable Long activeMs,
            @Nullable Integer designVersion,
            @Nullable Instant judgedAt) {
        this(
                annotator,
                verdict,
                strength,
                weight,
                ranking,
                rationale,
                criteria,
                flags,
                corrections,
                revision,
                null,
                null,
                activeMs,
                designVersion,
                judgedAt,
                List.of());
    }

    public Vote(String annotator, Verdict verdict) {
        this(annotator, verdict, Strength.SLIGHTLY, 1.0);
    }

    /** The same vote with its reason in words. */
    public Vote withRationale(@Nullable String words) {
        return new Vote(
                annotator,
                verdict,
                strength,
                weight,
                ranking,
                words,
                criteria,
                flags,
                corrections,
                revision,
                activeMs,
                designVersion,
                judgedAt);
    }

    /** The same vote on a pair whose responses have changed places. */
    public Vote mirrored() {
        Map<String, OnCriterion> swapped = new TreeMap<>();
        criteria.forEach(
                (key, one) -> swapped.put(key, new OnCriterion(one.verdict().swapped())));
        return onTwo(
                verdict.swapped(),
                swapped,
                1,
                0,
                history.stream().map(Vote::mirrored).toList());
    }

    /** A ranking reduced to two of its responses. Criteria were judged on the first two responses only. */
    Vote ofPair(int first, int second) {
        return onTwo(
                Verdict.ofRanks(ranking.get(first), ranking.get(second)),
                first == 0 && second == 1 ? criteria : Map.of(),
                first,
                second,
                List.of());
    }

    /**
     * This vote, read from a file of format version 1, in the current version. Only the strength of votes given on a screen
     * has changed its meaning; those are the votes that name the version of a design.
     */
    Vote ofFirstFormat() {
        return designVersion == null ? this : with(strength.ofFirstFormat(), history);
    }

    /** The vote on two responses, renumbered 0 and 1; flags and corrections of other responses are left out. */
    private Vote onTwo(
            Verdict onBoth, Map<String, OnCriterion> onCriteria, int first, int second, List<Vote> replaced) {
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
                reason,
                note,
                activeMs,
                designVersion,
                judgedAt,
                replaced);
    }

    /** The answers that this one replaced and then this one, each without a history. */
    public List<Vote> revisions() {
        List<Vote> all = new ArrayList<>(history);
        all.add(with(strength, List.of()));
        return all;
    }

    private Vote with(Strength clear, List<Vote> replaced) {
        return new Vote(
                annotator,
                verdict,
                clear,
                weight,
                ranking,
                rationale,
                criteria,
                flags,
                corrections,
                revision,
                reason,
                note,
                activeMs,
                designVersion,
                judgedAt,
                replaced);
    }

    @JsonCreator
    static Vote fromJson(
            String annotator,
            String verdict,
            @Nullable Integer strength,
            @Nullable Double weight,
            @Nullable List<Integer> ranking,
            @Nullable String rationale,
            @JsonDeserialize(using = VoteFields.CriteriaReader.class) @Nullable Map<String, OnCriterion> criteria,
            @Nullable List<ResponseFlag> flags,
            @JsonDeserialize(using = VoteFields.CorrectionsReader.class) @Nullable Map<Integer, String> corrections,
            @Nullable Integer revision,
            @Nullable String reason,
            @Nullable String note,
            @JsonProperty("active_ms") @Nullable Long activeMs,
            @JsonProperty("design_version") @Nullable Integer designVersion,
            @JsonProperty("judged_at") @Nullable Instant judgedAt,
            @Nullable List<Vote> history) {
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
                reason,
                note,
                activeMs,
                designVersion,
                judgedAt,
                Objects.requireNonNullElse(history, List.of()));
    }
}
