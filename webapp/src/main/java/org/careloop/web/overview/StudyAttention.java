package org.careloop.web.overview;

import java.util.List;
import java.util.Optional;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyTabs;

/**
 * The one thing in a study that most needs its lead.
 *
 * @param key of its sentence among the translations
 * @param figures that the sentence names, in order
 * @param address where something can be done about it
 */
record StudyAttention(String key, List<Object> figures, String address) {

    /**
     * What most needs the lead; empty when nothing does. In this order: privacy of patients, safety, annotators,
     * disagreement.
     */
    static Optional<StudyAttention> of(Study study, StudyOverview overview) {
        String adjudication = StudyTabs.Tab.ADJUDICATION.address(study.id());
        // The page has to stand before the fragment: Vaadin pages have a base address, and a fragment alone would lead
        // to the root.
        String people = StudyTabs.Tab.OVERVIEW.address(study.id()) + "#annotators";
        if (overview.privacy() > 0) {
            return Optional.of(new StudyAttention("privacy", List.of(overview.privacy()), adjudication));
        }
        if (overview.standing().raised() > 0) {
            return Optional.of(
                    new StudyAttention("raised", List.of(overview.standing().raised()), adjudication));
        }
        return overview.annotators().stream()
                .filter(annotator ->
                        annotator.isPresent() && annotator.exclusion().isEmpty())
                .flatMap(annotator -> of(annotator, people).stream())
                .findFirst()
                .or(() -> Optional.of(overview.standing().divided())
                        .filter(divided -> divided > 0)
                        .map(divided -> new StudyAttention("divided", List.of(divided), adjudication)));
    }

    private static Optional<StudyAttention> of(Annotator annotator, String people) {
        if (annotator.pace().isHasty()) {
            return Optional.of(new StudyAttention(
                    "haste",
                    List.of(annotator.label(), annotator.pace().median().orElse(0)),
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
