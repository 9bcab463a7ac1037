package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * Two responses to one prompt, or up to six that were ranked, and every vote on them. A line of
 * {@code comparisons.jsonl}, where {@code format_version} is the first field; rows in memory are of the current version.
 * Every row has every field, so that programs that guess the types of a file from its first rows guess right: a list
 * without elements is an empty list, and everything else that is absent is null.
 *
 * @param a the first response
 * @param b the second response
 * @param language a BCP 47 tag such as {@code en} or {@code zh}; null when unknown
 * @param responses all responses in stored order if there are more than two, a and b first; empty for a pair
 * @param models the model that wrote each response, null if unknown; empty if none is known
 * @param specialty the medical specialty that its annotators need; null for any
 * @param gold the known answer; such a comparison has no votes
 * @param adjudications verdicts of senior clinicians, kept apart from the votes
 */
public record Comparison(
        String id,
        List<Message> prompt,
        String a,
        String b,
        List<Vote> votes,
        @Nullable String language,
        List<String> tags,
        List<String> responses,
        List<@Nullable String> models,
        @Nullable String specialty,
        @Nullable Gold gold,
        List<Adjudication> adjudications) {
    public static final int MOST_RESPONSES = 6;

    /**
     * The version of the format in which rows are written. Those of version 2 leave out what is empty, and have objects
     * where lists of criteria and corrections are. Rows of version 1 have no {@code format_version}; in those from screens,
     * strength 2 means "clearly".
     */
    public static final int FORMAT_VERSION = 3;

    private static final int SPARSE_VERSION = 2;

    /** The known answer of a comparison. */
    public record Gold(Verdict verdict) {
        public Gold {
            RecordChecks.field("verdict", verdict);
        }
    }

    /**
     * The verdict of a senior clinician.
     *
     * @param verdict on a and b, even if more responses were ranked
     * @param ranking the rank of each response as in {@link Vote}; empty for a pair
     * @param cause why the comparison waited for it: FLAGGED, ESCALATED or DIVIDED; null if unknown
     */
    public record Adjudication(
            String adjudicator,
            AdjudicationStage stage,
            Verdict verdict,
            Strength strength,
            List<Integer> ranking,

            @JsonSerialize(using = VoteFields.CriteriaWriter.class)
            @JsonDeserialize(using = VoteFields.CriteriaReader.class)
            Map<String, Vote.OnCriterion> criteria,

            @Nullable String rationale,
            @Nullable String cause,
            @JsonProperty("decided_at") @Nullable Instant decidedAt) {
        public Adjudication {
            RecordChecks.text("adjudicator", adjudicator);
            RecordChecks.field("stage", stage);
            RecordChecks.field("verdict", verdict);
            strength = Objects.requireNonNullElse(strength, Strength.SLIGHTLY);
            ranking = RecordChecks.list("ranking", ranking);
            criteria = Objects.requireNonNullElse(criteria, Map.of());
        }

        /** The same with other words as the reason. */
        public Adjudication withRationale(@Nullable String words) {
            return new Adjudication(adjudicator, stage, verdict, strength, ranking, criteria, words, cause, decidedAt);
        }

        private Adjudication ofFirstFormat() {
            return new Adjudication(
                    adjudicator,
                    stage,
                    verdict,
                    strength.ofFirstFormat(),
                    ranking,
                    criteria,
                    rationale,
                    cause,
                    decidedAt);
        }
    }

    public Comparison {
        RecordChecks.text("id", id);
        RecordChecks.prompt(prompt);
        RecordChecks.field("a", a);
        RecordChecks.field("b", b);
        prompt = List.copyOf(prompt);
        votes = RecordChecks.list("votes", votes);
        tags = RecordChecks.list("tags", tags);
        responses = RecordChecks.list("responses", responses);
        models = Collections.unmodifiableList(new ArrayList<>(Objects.requireNonNullElse(models, List.of())));
        adjudications = RecordChecks.list("adjudications", adjudications);
        if (!responses.isEmpty()
                && (responses.size() > MOST_RESPONSES
                        || responses.size() < 3
                        || !responses.subList(0, 2).equals(List.of(a, b)))) {
            throw BadValue.coded(
                    "value.responses",
                    "field \"responses\" has %d texts; expected 3 to %d, the first two those of a and b"
                            .formatted(responses.size(), MOST_RESPONSES),
                    responses.size(),
                    MOST_RESPONSES);
        }
        int count = responses.isEmpty() ? 2 : responses.size();
        if (!models.isEmpty() && models.size() != count) {
            throw BadValue.coded(
                    "value.models",
                    "field \"models\" has %d names; expected %d, null where unknown".formatted(models.size(), count),
                    models.size(),
                    count);
        }
        for (Vote vote : votes) {
            checkRanking(vote.ranking(), vote.annotator(), count);
        }
        for (Adjudication adjudication : adjudications) {
            checkRanking(adjudication.ranking(), adjudication.adjudicator(), count);
        }
    }

    public Comparison(
            String id,
            List<Message> prompt,
            String a,
            String b,
            List<Vote> votes,
            @Nullable String language,
            List<String> tags) {
        this(id, prompt, a, b, votes, language, tags, List.of(), List.of(), null, null, List.of());
    }

    /** Where a and b are absent, they are the first two of all responses. */
    @JsonCreator
    static Comparison fromJson(
            @JsonProperty("format_version") @Nullable Integer formatVersion,
            String id,
            @JsonDeserialize(using = PromptJson.class) List<Message> prompt,
            String a,
            String b,
            @Nullable List<Vote> votes,
            @Nullable String language,
            List<String> tags,
            @Nullable List<String> responses,
            List<@Nullable String> models,
            @Nullable String specialty,
            @Nullable Gold gold,
            @Nullable List<Adjudication> adjudications) {
        checkVersion(formatVersion);
        List<Vote> readVotes = RecordChecks.list("votes", votes);
        List<Adjudication> readAdjudications = RecordChecks.list("adjudications", adjudications);
        boolean current = formatVersion != null;
        List<String> all = RecordChecks.list("responses", responses);
        return new Comparison(
                id,
                prompt,
                a == null && all.size() >= 2 ? all.get(0) : a,
                b == null && all.size() >= 2 ? all.get(1) : b,
                current
                        ? readVotes
                        : readVotes.stream().map(Vote::ofFirstFormat).toList(),
                language,
                tags,
                all.size() == 2 ? List.of() : all,
                models,
                specialty,
                gold,
                current
                        ? readAdjudications
                        : readAdjudications.stream()
                                .map(Adjudication::ofFirstFormat)
                                .toList());
    }

    private static void checkVersion(@Nullable Integer formatVersion) {
        if (formatVersion != null && formatVersion != FORMAT_VERSION && formatVersion != SPARSE_VERSION) {
            throw BadValue.coded(
                    "value.format-version",
                    "field \"format_version\" is %d; expected %d or %d, or none for rows of the first version"
                            .formatted(formatVersion, SPARSE_VERSION, FORMAT_VERSION),
                    formatVersion,
                    SPARSE_VERSION,
                    FORMAT_VERSION);
        }
    }

    /** The same under another id. */
    public Comparison withId(String other) {
        return new Comparison(
                other, prompt, a, b, votes, language, tags, responses, models, specialty, gold, adjudications);
    }

    /** The version that a row names in a file. */
    @JsonProperty("format_version")
    int formatVersion() {
        return FORMAT_VERSION;
    }

    private static void checkRanking(List<Integer> ranking, String who, int responses) {
        if (!ranking.isEmpty()
                && (ranking.size() != responses || ranking.stream().anyMatch(rank -> rank < 1 || rank > responses))) {
            throw BadValue.coded(
                    "value.ranking",
                    "ranking %s of \"%s\": expected a rank of 1 to %d for each of %d responses"
                            .formatted(ranking, who, responses, responses),
                    ranking,
                    who,
                    responses);
        }
    }

    /** Every response in stored order: two, or up to six. */
    public List<String> allResponses() {
        return responses.isEmpty() ? List.of(a, b) : responses;
    }

    /**
     * A pair gives itself. A ranking gives a pair for every two responses, with each vote reduced to those two; its id
     * is the id of the comparison and the positions of the two responses, such as {@code id#0-2}.
     */
    public List<Comparison> pairs() {
        if (responses.isEmpty()) {
            return List.of(this);
        }
        List<Comparison> pairs = new ArrayList<>();
        for (int first = 0; first < responses.size(); first++) {
            for (int second = first + 1; second < responses.size(); second++) {
                pairs.add(pair(first, second));
            }
        }
        return pairs;
    }

    private Comparison pair(int first, int second) {
        List<Vote> ranked = new ArrayList<>();
        for (Vote vote : votes) {
            if (!vote.ranking().isEmpty()) {
                ranked.add(vote.ofPair(first, second));
            } else if (first == 0 && second == 1) {
                ranked.add(vote);
            }
        }
        return new Comparison(
                "%s#%d-%d".formatted(id, first, second),
                prompt,
                responses.get(first),
                responses.get(second),
                ranked,
                language,
                tags,
                List.of(),
                models.isEmpty() ? List.of() : Arrays.asList(models.get(first), models.get(second)),
                specialty,
                null,
                List.of());
    }
}
