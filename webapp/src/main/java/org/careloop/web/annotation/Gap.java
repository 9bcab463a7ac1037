package org.careloop.web.annotation;

import java.util.ArrayList;
import java.util.List;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.Required;

/**
 * What an answer lacks of what its study requires.
 *
 * @param criterion the key of the criterion that has no verdict; empty for the other kinds
 */
public record Gap(Kind kind, String criterion) {
    private static final int CLEARLY = 2;

    /** What is missing. */
    public enum Kind {
        CRITERION,
        VERDICT,
        RANKING,
        RATIONALE,
        FLAG_SPAN
    }

    /** What an answer lacks, in the order in which it is asked; empty when it is complete. A ranking has no criteria. */
    public static List<Gap> in(Answer answer, StudyDesign design, int responses) {
        List<Gap> gaps = new ArrayList<>();
        for (Criterion criterion : design.criteria()) {
            if (criterion.required() && responses == 2 && !answer.criteria().containsKey(criterion.key())) {
                gaps.add(new Gap(Kind.CRITERION, criterion.key()));
            }
        }
        if (responses > 2
                && (answer.ranking().size() != responses || answer.ranking().contains(0))) {
            gaps.add(new Gap(Kind.RANKING, ""));
        }
        if (responses == 2 && answer.verdict() == null) {
            gaps.add(new Gap(Kind.VERDICT, ""));
        }
        if (answer.rationale().isEmpty() && needsRationale(answer, design)) {
            gaps.add(new Gap(Kind.RATIONALE, ""));
        }
        if (design.required().contains(Required.FLAG_SPAN)
                && answer.flags().stream().anyMatch(flag -> flag.quote().isBlank())) {
            gaps.add(new Gap(Kind.FLAG_SPAN, ""));
        }
        return gaps;
    }

    private static boolean needsRationale(Answer answer, StudyDesign design) {
        boolean strong = answer.verdict() == SideVerdict.BOTH_BAD
                || answer.verdict() != null && answer.verdict() != SideVerdict.SAME && isClear(answer, design);
        return design.required().contains(Required.RATIONALE)
                || design.required().contains(Required.RATIONALE_WHEN_STRONG) && strong;
    }

    /** On a scale without grades every preference is clear. */
    private static boolean isClear(Answer answer, StudyDesign design) {
        return !design.scale().isGraded() || answer.strength() >= CLEARLY;
    }
}
