package org.careloop.web.annotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.careloop.run.Json;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.study.Scores;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer in terms of the stored responses, as the database keeps it: the order on the screen is undone.
 *
 * @param criteria a verdict for each criterion judged, by its key
 * @param corrections by stored response, counted from 0
 * @param ranking the rank of each stored response; empty for a pair
 * @param scores of a text; empty for responses that are compared
 */
public record Opinion(
        @Nullable Verdict verdict,
        Strength strength,
        Map<String, OnCriterion> criteria,
        List<Flag> flags,
        Map<Integer, String> corrections,
        List<Integer> ranking,
        String rationale,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> scores) {
    /** A flag that came with an import may lack its place. */
    private static final JsonMapper STORED = Json.MAPPER
            .rebuild()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final TypeReference<Map<String, OnCriterion>> CRITERIA = new TypeReference<>() {};
    private static final TypeReference<List<Flag>> FLAGS = new TypeReference<>() {};
    private static final TypeReference<Map<Integer, String>> CORRECTIONS = new TypeReference<>() {};

    /** What was said of one criterion. */
    public record OnCriterion(Verdict verdict) {}

    public Opinion {
        criteria = Objects.requireNonNullElse(criteria, Map.of());
        flags = Objects.requireNonNullElse(flags, List.of());
        corrections = Objects.requireNonNullElse(corrections, Map.of());
        ranking = Objects.requireNonNullElse(ranking, List.of());
        rationale = Objects.requireNonNullElse(rationale, "");
        scores = Objects.requireNonNullElse(scores, Map.of());
    }

    /** The opinion of a row of {@code judgement}. */
    public static Opinion of(ResultSet row) throws SQLException {
        Array ranking = row.getArray("ranking");
        String verdict = row.getString("verdict");
        String scores = row.getString("scores");
        return new Opinion(
                verdict == null ? null : Verdict.valueOf(verdict),
                Strength.of(row.getInt("strength")),
                Json.MAPPER.readValue(row.getString("criteria"), CRITERIA),
                STORED.readValue(row.getString("flags"), FLAGS),
                Json.MAPPER.readValue(row.getString("corrections"), CORRECTIONS),
                ranking == null
                        ? List.of()
                        : Arrays.stream((Short[]) ranking.getArray())
                                .map(Short::intValue)
                                .toList(),
                row.getString("rationale"),
                scores == null ? Map.of() : Scores.read(scores));
    }

    public static Opinion of(Answer answer, SideMap shown) {
        Map<String, OnCriterion> criteria = new TreeMap<>();
        answer.criteria().forEach((key, verdict) -> criteria.put(key, new OnCriterion(stored(verdict, shown))));
        Map<Integer, String> corrections = new TreeMap<>();
        answer.corrections().forEach((place, text) -> corrections.put(shown.storedAt(place), text));
        return new Opinion(
                answer.verdict() == null ? null : stored(answer.verdict(), shown),
                answer.strength(),
                criteria,
                answer.flags().stream()
                        .map(flag -> flag.on(shown.storedAt(flag.response())))
                        .toList(),
                corrections,
                answer.ranking().isEmpty() ? List.of() : shown.stored(answer.ranking()),
                answer.rationale(),
                answer.scores());
    }

    /** The answer as a screen shows it whose responses are in this order. */
    public Answer on(SideMap shown) {
        Map<String, SideVerdict> onSides = new LinkedHashMap<>();
        criteria.forEach((key, said) -> onSides.put(key, SideVerdict.onScreen(said.verdict(), shown.aOnLeft())));
        Map<Integer, String> byPlace = new TreeMap<>();
        corrections.forEach((response, text) -> byPlace.put(shown.placeOf(response), text));
        return new Answer(
                verdict == null || !ranking.isEmpty() ? null : SideVerdict.onScreen(verdict, shown.aOnLeft()),
                strength,
                onSides,
                flags.stream()
                        .map(flag -> flag.on(shown.placeOf(flag.response())))
                        .toList(),
                byPlace,
                ranking.isEmpty() ? List.of() : shown.shown(ranking),
                rationale,
                scores);
    }

    /**
     * This opinion with the position of each flag's quote in its response; -1 where the quote does not occur literally.
     */
    Opinion placed(List<String> responses) {
        List<Flag> found = flags.stream()
                .map(flag -> flag.placedIn(responses.get(flag.response())))
                .toList();
        return new Opinion(verdict, strength, criteria, found, corrections, ranking, rationale, scores);
    }

    private static Verdict stored(SideVerdict verdict, SideMap shown) {
        return verdict.ofResponses(shown.aOnLeft());
    }

    /** The verdict on a and b; that of a ranking follows from their ranks, and a text has none. */
    @Nullable
    Verdict verdictOfPair() {
        if (!scores.isEmpty()) {
            return null;
        }
        if (ranking.isEmpty()) {
            return Objects.requireNonNull(verdict);
        }
        return Verdict.ofRanks(ranking.get(0), ranking.get(1));
    }

    /** As the database keeps it: null for a pair. */
    Short @Nullable [] rankingArray() {
        return ranking.isEmpty()
                ? null
                : ranking.stream().map(Integer::shortValue).toArray(Short[]::new);
    }

    /** As the database keeps it: null for responses that are compared. */
    @Nullable
    String scoresJson() {
        return scores.isEmpty() ? null : Scores.json(scores);
    }

    String json() {
        return Json.MAPPER.writeValueAsString(this);
    }

    static Opinion read(String json) {
        return Json.MAPPER.readValue(json, Opinion.class);
    }
}
