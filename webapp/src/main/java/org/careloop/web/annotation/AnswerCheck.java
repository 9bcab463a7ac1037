package org.careloop.web.annotation;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.web.study.StorableText;
import org.careloop.web.study.StudyDesign;
import org.jspecify.annotations.Nullable;

/** Refuses answers that no page of ours lets a person give: too long, or not what the study asks. */
public final class AnswerCheck {
    public static final int LONGEST_RATIONALE = 10_000;
    public static final int LONGEST_CORRECTION = 50_000;
    public static final int LONGEST_NOTE = 2_000;
    private static final int MOST_FLAGS = 50;
    private static final int STRONGEST = 2;

    private AnswerCheck() {}

    /**
     * Whether the texts of an answer can be kept as they are.
     *
     * @throws BadInput naming the field, what was given and what was expected
     */
    static void texts(Answer answer) {
        StorableText.check("reason", answer.rationale(), LONGEST_RATIONALE);
        answer.corrections().values().forEach(text -> StorableText.check("correction", text, LONGEST_CORRECTION));
        answer.flags().forEach(flag -> StorableText.check("quote of a flag", flag.quote(), LONGEST_CORRECTION));
        answer.criteria().keySet().forEach(key -> StorableText.check("criterion", key, 40));
        expect(answer.flags().size() <= MOST_FLAGS, "flags", answer.flags().size(), "at most " + MOST_FLAGS);
    }

    /**
     * Whether the side map has a place for everything that the answer says of a response.
     *
     * @throws BadInput naming the field, what was given and what was expected
     */
    static void places(Answer answer, SideMap shown) {
        String places = "a response counted from 0 to " + (shown.size() - 1);
        IntStream.concat(
                        answer.flags().stream().mapToInt(Flag::response),
                        answer.corrections().keySet().stream().mapToInt(place -> place))
                .forEach(place -> expect(place >= 0 && place < shown.size(), "response", place, places));
        List<Integer> ranking = answer.ranking();
        expect(ranking.isEmpty() || ranking.size() == shown.size(), "ranking", ranking, shown.size() + " ranks");
        expect(
                ranking.stream().allMatch(rank -> rank >= 0 && rank <= shown.size()),
                "ranking",
                ranking,
                "ranks from 1 to " + shown.size() + ", or 0 where there is none yet");
    }

    /**
     * Whether the study asks for what the answer says.
     *
     * @param responses how many the comparison has
     * @throws BadInput naming the field, what was given and what was expected
     */
    static void design(Answer answer, StudyDesign design, int responses) {
        boolean ranking = responses > 2;
        StudyDesign.Scale scale = design.scale();
        expect(ranking || answer.ranking().isEmpty(), "ranking", answer.ranking(), "none for two responses");
        expect(!ranking || answer.verdict() == null, "verdict", answer.verdict(), "a ranking");
        expect(scale.hasBothBad() || answer.verdict() != SideVerdict.BOTH_BAD, "verdict", answer.verdict(), scale);
        int strongest = scale.isGraded() ? STRONGEST : 1;
        expect(
                answer.strength() >= 1 && answer.strength() <= strongest,
                "strength",
                answer.strength(),
                "1 to " + strongest);
        List<String> keys =
                design.criteria().stream().map(StudyDesign.Criterion::key).toList();
        answer.criteria().keySet().forEach(key -> expect(!ranking && keys.contains(key), "criterion", key, keys));
        answer.flags()
                .forEach(flag -> expect(design.flags().contains(flag.kind()), "flag", flag.kind(), design.flags()));
        expect(design.corrections() || answer.corrections().isEmpty(), "corrections", "some", "none in this study");
    }

    private static void expect(boolean holds, String field, @Nullable Object given, Object expected) {
        if (!holds) {
            throw new BadInput("%s: given %s, expected %s; reload the page and judge again"
                    .formatted(field, Objects.toString(given), expected));
        }
    }
}
