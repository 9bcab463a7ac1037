package org.careloop.web.overview;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Optional;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.ExclusionService;
import org.careloop.web.agreement.ui.AnnotatorDialog;
import org.careloop.web.agreement.ui.AnnotatorTable;
import org.careloop.web.agreement.ui.ExclusionDialog;
import org.careloop.web.study.Study;

/** The annotators of a study. A name opens the details of the person, with the action that excludes the votes. */
class AnnotatorsCard extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Study study;
    private final transient StudyOverview overview;
    private final transient ExclusionService exclusions;
    private final boolean leads;
    private final transient Runnable changed;

    /**
     * The card.
     *
     * @param leads whether the reader may exclude votes
     * @param changed runs after votes were excluded or counted again
     */
    AnnotatorsCard(Study study, StudyOverview overview, ExclusionService exclusions, boolean leads, Runnable changed) {
        this.study = study;
        this.overview = overview;
        this.exclusions = exclusions;
        this.leads = leads;
        this.changed = changed;
        addClassName("card");
        setId("annotators");
        add(
                new H2(getTranslation("study.annotators")),
                new AnnotatorTable(overview.annotators(), overview.report(), this::open));
        long leftOut = overview.annotators().stream()
                .filter(annotator -> annotator.exclusion().isPresent())
                .count();
        if (leftOut > 0) {
            note(getTranslation("overview.left-out.people", leftOut));
        }
        if (!overview.upToDate()) {
            note(getTranslation("overview.making"));
        }
    }

    private void note(String text) {
        Paragraph note = new Paragraph(text);
        note.addClassName("figure-note");
        add(note);
    }

    private void open(Annotator annotator) {
        int tested = (int) overview.annotators().stream()
                .filter(each -> each.side().isPresent())
                .count();
        Optional<Runnable> change =
                leads && study.state() != Study.State.FROZEN ? Optional.of(() -> change(annotator)) : Optional.empty();
        new AnnotatorDialog(annotator, overview.report(), tested, change).open();
    }

    private void change(Annotator annotator) {
        annotator
                .exclusion()
                .ifPresentOrElse(
                        exclusion -> ExclusionDialog.revoke(study.id(), exclusion, exclusions, changed),
                        () -> ExclusionDialog.exclude(study.id(), annotator, exclusions, changed));
    }
}
