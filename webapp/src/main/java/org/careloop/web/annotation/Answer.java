package org.careloop.web.annotation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.Strength;
import org.careloop.web.study.Scale;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyDesign;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of the responses on the screen, complete or as far as they have come. Responses are counted from 0
 * in the order in which they were shown: 0 is the left one.
 *
 * @param verdict null while there is none, and for a ranking
 * @param strength how clear the verdict is; {@link Strength#SLIGHTLY} while there is none
 * @param criteria a verdict for each criterion judged, by its key
 * @param flags what is wrong with a response, and where
 * @param corrections a better text, by response
 * @param ranking the rank of each response, 1 the best, ties share a rank (1, 1, 3), 0 where there is none
 *     yet; empty for a pair
 * @param rationale the reason in words; empty when none
 * @param scores of a text, by the key of a criterion and by {@link Scores#OVERALL}; empty for responses that are compared
 */
public record Answer(
        @Nullable SideVerdict verdict,
        Strength strength,
        Map<String, SideVerdict> criteria,
        List<Flag> flags,
        Map<Integer, String> corrections,
        List<Integer> ranking,
        String rationale,
        Map<String, Integer> scores) {

    /** Nothing said yet. */
    public static final Answer NONE =
            new Answer(null, Strength.SLIGHTLY, Map.of(), List.of(), Map.of(), List.of(), "", Map.of());

    public Answer {
        Objects.requireNonNull(strength, "strength");
        criteria = Map.copyOf(criteria);
        flags = List.copyOf(flags);
        corrections = Map.copyOf(corrections);
        ranking = List.copyOf(ranking);
        rationale = rationale.strip();
        // Drafts and open pages of before texts were rated have none.
        scores = Map.copyOf(Objects.requireNonNullElse(scores, Map.of()));
    }

    /** Of responses that are compared. */
    public static Answer compared(
            @Nullable SideVerdict verdict,
            Strength strength,
            Map<String, SideVerdict> criteria,
            List<Flag> flags,
            Map<Integer, String> corrections,
            List<Integer> ranking,
            String rationale) {
        return new Answer(verdict, strength, criteria, flags, corrections, ranking, rationale, Map.of());
    }

    /** Of a text. */
    public static Answer rated(Map<String, Integer> scores, List<Flag> flags, String rationale) {
        return new Answer(null, Strength.SLIGHTLY, Map.of(), flags, Map.of(), List.of(), rationale, scores);
    }

    /** The same as far as a design asks for it, for it may have changed since. */
    public Answer askedBy(StudyDesign design) {
        Optional<Scale.Choice> offered =
                Optional.ofNullable(verdict).flatMap(given -> design.scale().nearest(given.asChoice(strength)));
        List<String> keys =
                design.criteria().stream().map(StudyDesign.Criterion::key).toList();
        Map<String, SideVerdict> asked = new HashMap<>(criteria);
        asked.keySet().retainAll(keys);
        Map<String, Integer> scored = new HashMap<>(scores);
        scored.keySet().removeIf(key -> !key.equals(Scores.OVERALL) && !keys.contains(key));
        return new Answer(
                offered.isPresent() ? verdict : null,
                offered.map(Scale.Choice::strength).orElse(Strength.SLIGHTLY),
                asked,
                flags.stream()
                        .filter(flag -> design.flags().contains(flag.kind()))
                        .toList(),
                design.corrections() ? corrections : Map.of(),
                ranking,
                rationale,
                scored);
    }

    /** Whether more was said than a verdict and its criteria. */
    public boolean hasWords() {
        return !rationale.isEmpty() || !flags.isEmpty() || !corrections.isEmpty();
    }

    /** Whether nothing was said. */
    public boolean isEmpty() {
        return equals(NONE);
    }
}
