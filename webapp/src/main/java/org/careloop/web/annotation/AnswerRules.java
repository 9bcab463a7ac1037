package org.careloop.web.annotation;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Strength;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StorableText;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.Required;
import org.jspecify.annotations.Nullable;

/**
 * What an answer may contain and must contain under a design.
 *
 * @param design the version that the person was shown
 * @param responses number of responses of the comparison; one is a text to be rated, more than two are ranked
 */
public record AnswerRules(StudyDesign design, int responses) {
    public static final int LONGEST_RATIONALE = 10_000;
    public static final int LONGEST_CORRECTION = 50_000;
    public static final int LONGEST_NOTE = 2_000;
    private static final int LONGEST_CRITERION = 40;
    private static final int MOST_FLAGS = 50;

    /**
     * Something that an answer lacks.
     *
     * @param criterion the key of the criterion that has no verdict or no score; empty for the other kinds
     */
    public record Gap(Kind kind, String criterion) {
        /** The missing part. */
        public enum Kind {
            CRITERION,
            VERDICT,
            RANKING,
            SCORE,
            RATIONALE,
            FLAG_SPAN
        }

        private Gap(Kind kind) {
            this(kind, "");
        }
    }

    /**
     * Checks what holds under every design, for drafts too: texts are not too long, have no invalid characters, and nothing
     * refers to a response that was not shown.
     *
     * @throws BadInput naming the field, what was given and what was expected
     */
    static void requireStorable(Answer answer, SideMap shown) {
        StorableText.check("reason", answer.rationale(), LONGEST_RATIONALE);
        answer.corrections().values().forEach(text -> StorableText.check("correction", text, LONGEST_CORRECTION));
        answer.flags().forEach(flag -> StorableText.check("quote of a flag", flag.quote(), LONGEST_CORRECTION));
        answer.criteria().keySet().forEach(key -> StorableText.check("criterion", key, LONGEST_CRITERION));
        answer.scores().keySet().forEach(key -> StorableText.check("criterion", key, LONGEST_CRITERION));
        expect(Scores.fit(answer.scores()), "scores", answer.scores(), "whole numbers from 0 to 5");
        expect(answer.flags().size() <= MOST_FLAGS, "flags", answer.flags().size(), "at most " + MOST_FLAGS);
        requirePlaces(answer, shown.size());
    }

    private static void requirePlaces(Answer answer, int size) {
        String places = "a response counted from 0 to " + (size - 1);
        IntStream.concat(
                        answer.flags().stream().mapToInt(Flag::response),
                        answer.corrections().keySet().stream().mapToInt(place -> place))
                .forEach(place -> expect(place >= 0 && place < size, "response", place, places));
        List<Integer> ranking = answer.ranking();
        expect(ranking.isEmpty() || ranking.size() == size, "ranking", ranking, size + " ranks");
        expect(
                ranking.stream().allMatch(rank -> rank >= 0 && rank <= size),
                "ranking",
                ranking,
                "ranks from 1 to " + size + ", or 0 where there is none yet");
    }

    /**
     * What a storable answer lacks, in the order of the screen; empty if it is complete. A ranking has no criteria.
     *
     * @throws BadInput when it contains what the design does not ask for, naming the field, what was given and what was
     *     expected
     */
    List<Gap> gaps(Answer answer) {
        requireAsked(answer);
        List<Gap> gaps =
                new ArrayList<>(isRating() ? unscored(answer) : isRanking() ? unranked(answer) : unjudged(answer));
        if (answer.rationale().isEmpty() && needsRationale(answer)) {
            gaps.add(new Gap(Gap.Kind.RATIONALE));
        }
        if (design.required().contains(Required.FLAG_SPAN)
                && answer.flags().stream().anyMatch(flag -> flag.quote().isBlank())) {
            gaps.add(new Gap(Gap.Kind.FLAG_SPAN));
        }
        return gaps;
    }

    private List<Gap> unscored(Answer answer) {
        return Stream.concat(
                        design.criteria().stream().filter(Criterion::required).map(Criterion::key),
                        Stream.of(Scores.OVERALL))
                .filter(key -> !answer.scores().containsKey(key))
                .map(key -> new Gap(Gap.Kind.SCORE, key))
                .toList();
    }

    private List<Gap> unranked(Answer answer) {
        return answer.ranking().size() != responses || answer.ranking().contains(0)
                ? List.of(new Gap(Gap.Kind.RANKING))
                : List.of();
    }

    private List<Gap> unjudged(Answer answer) {
        Stream<Gap> criteria = design.criteria().stream()
                .filter(criterion -> criterion.required() && !answer.criteria().containsKey(criterion.key()))
                .map(criterion -> new Gap(Gap.Kind.CRITERION, criterion.key()));
        return Stream.concat(criteria, answer.verdict() == null ? Stream.of(new Gap(Gap.Kind.VERDICT)) : Stream.empty())
                .toList();
    }

    private boolean isRating() {
        return responses == 1;
    }

    private boolean isRanking() {
        return responses > 2;
    }

    private boolean isPair() {
        return responses == 2;
    }

    private boolean needsRationale(Answer answer) {
        return design.required().contains(Required.RATIONALE)
                || design.required().contains(Required.RATIONALE_WHEN_STRONG)
                        && answer.verdict() != null
                        && design.scale().isStrong(answer.verdict().asChoice(answer.strength()));
    }

    private void requireAsked(Answer answer) {
        expect(isRanking() || answer.ranking().isEmpty(), "ranking", answer.ranking(), "none for two responses");
        expect(isPair() || answer.verdict() == null, "verdict", answer.verdict(), isRanking() ? "a ranking" : "scores");
        requireOffered(answer.verdict(), answer.strength());
        List<String> keys = design.criteria().stream().map(Criterion::key).toList();
        answer.criteria().keySet().forEach(key -> expect(isPair() && keys.contains(key), "criterion", key, keys));
        answer.scores()
                .keySet()
                .forEach(key -> expect(
                        isRating() && (key.equals(Scores.OVERALL) || keys.contains(key)), "criterion", key, keys));
        answer.flags()
                .forEach(flag -> expect(design.flags().contains(flag.kind()), "flag", flag.kind(), design.flags()));
        expect(
                design.corrections() && !isRating() || answer.corrections().isEmpty(),
                "corrections",
                "some",
                "none in this study");
    }

    private void requireOffered(@Nullable SideVerdict verdict, Strength strength) {
        if (verdict == null) {
            expect(strength == Strength.SLIGHTLY, "strength", strength, "none without a verdict");
            return;
        }
        List<Strength> offered =
                design.scale().strengthsOf(verdict.asChoice(strength).verdict());
        expect(!offered.isEmpty(), "verdict", verdict, design.scale());
        expect(offered.contains(strength), "strength", strength, offered);
    }

    private static void expect(boolean holds, String field, @Nullable Object given, Object expected) {
        if (!holds) {
            throw BadInput.coded(
                    "answer.unfit",
                    "%s: given %s, expected %s; reload the page and judge again"
                            .formatted(field, Objects.toString(given), expected),
                    field);
        }
    }
}
