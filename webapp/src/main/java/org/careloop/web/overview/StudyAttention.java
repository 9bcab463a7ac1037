package org.careloop.web.overview;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.comparison.Addresses;
import org.careloop.web.comparison.ComparisonFilter;
import org.careloop.web.comparison.ComparisonFilter.Trait;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;

/**
 * Something in a study that needs its lead.
 *
 * @param key of its sentence among the translations
 * @param figures that the sentence names, in order
 * @param address where something can be done about it
 */
record StudyAttention(String key, List<Object> figures, String address) {

    /** More at once is not read. */
    private static final int MOST = 3;

    /**
     * What most needs the lead; empty when nothing does. In this order: privacy of patients, safety, annotators,
     * disagreement.
     */
    static List<StudyAttention> of(Study study, StudyOverview overview) {
        // The page has to stand before the fragment: Vaadin pages have a base address, and a fragment alone would lead
        // to the root.
        String people = PageOfStudy.OVERVIEW.address(study.id()) + "#annotators";
        Stream<StudyAttention> first = Stream.of(
                        counted("privacy", overview.privacy(), study, Trait.PRIVACY),
                        counted("raised", overview.standing().raised(), study, Trait.RAISED))
                .flatMap(Optional::stream);
        Stream<StudyAttention> annotators = overview.annotators().stream()
                .filter(annotator ->
                        annotator.isPresent() && annotator.exclusion().isEmpty())
                .flatMap(annotator -> of(annotator, people).stream());
        Stream<StudyAttention> divided =
                counted("divided", overview.standing().divided(), study, Trait.DIVIDED).stream();
        return Stream.of(first, annotators, divided)
                .flatMap(Function.identity())
                .limit(MOST)
                .toList();
    }

    /** So many comparisons have something in common, and are listed by it. */
    private static Optional<StudyAttention> counted(String key, long comparisons, Study study, Trait trait) {
        return comparisons == 0
                ? Optional.empty()
                : Optional.of(new StudyAttention(
                        key, List.of(comparisons), Addresses.list(study.id(), ComparisonFilter.of(trait))));
    }

    private static Optional<StudyAttention> of(Annotator annotator, String people) {
        if (annotator.pace().isHasty()) {
            return Optional.of(new StudyAttention(
                    "haste",
                    List.of(
                            annotator.label(),
                            annotator.pace().median().orElse(0),
                            annotator.pace().timed()),
                    people));
        }
        if (annotator.isOneSided()) {
            return Optional.of(new StudyAttention(
                    "side",
                    List.of(
                            annotator.label(),
                            annotator.left().hits(),
                            annotator.left().of()),
                    people));
        }
        return Optional.empty();
    }
}
