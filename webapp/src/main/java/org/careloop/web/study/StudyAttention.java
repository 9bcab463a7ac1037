package org.careloop.web.study;

import java.util.List;
import java.util.Optional;

/**
 * The one thing in a study that most needs its lead.
 *
 * @param key of its sentence among the translations
 * @param figures that the sentence names, in order
 */
record StudyAttention(String key, List<Object> figures) {
    /** Nobody reads two medical answers in less. */
    private static final double HASTE_SECONDS = 5;

    static Optional<StudyAttention> of(StudyOverview overview) {
        return overview.annotators().stream()
                .filter(annotator -> !annotator.scripted() && !annotator.imported())
                .flatMap(annotator -> of(annotator).stream())
                .findFirst();
    }

    private static Optional<StudyAttention> of(StudyOverview.Annotator annotator) {
        if (isHasty(annotator)) {
            return Optional.of(new StudyAttention(
                    "study.attention.haste",
                    List.of(annotator.login(), annotator.medianSeconds().orElse(0))));
        }
        if (annotator.left().isOneSided()) {
            return Optional.of(new StudyAttention(
                    "study.attention.side",
                    List.of(
                            annotator.login(),
                            annotator.left().hits(),
                            annotator.left().of())));
        }
        return Optional.empty();
    }

    static boolean isHasty(StudyOverview.Annotator annotator) {
        return annotator.judged() >= Proportion.ENOUGH
                && annotator.medianSeconds().orElse(HASTE_SECONDS) < HASTE_SECONDS;
    }
}
