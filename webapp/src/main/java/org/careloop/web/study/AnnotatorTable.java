package org.careloop.web.study;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;

/** Who judged, how much, how fast, and on which side. */
class AnnotatorTable extends FactTable {
    private static final long serialVersionUID = 1L;

    AnnotatorTable(List<StudyOverview.Annotator> annotators) {
        super(
                text("study.annotators"),
                List.of(text("study.account"), text("study.judged"), text("study.median"), text("study.side"), ""));
        figures(1, 2, 3);
        Figures figures = new Figures(this);
        annotators.forEach(annotator -> addRow(
                new Span(annotator.imported() ? annotator.name() : annotator.login()),
                new Span(figures.count(annotator.judged())),
                new Span(
                        annotator.medianSeconds().isPresent()
                                ? figures.duration(
                                        Math.round(annotator.medianSeconds().getAsDouble()))
                                : "–"),
                side(annotator.left(), figures),
                badge(annotator)));
    }

    private static String text(String key) {
        return I18NProvider.translate(key);
    }

    private Div side(Proportion left, Figures figures) {
        Div cell = new Div();
        if (left.of() == 0) {
            cell.setText("–");
        } else if (left.isTooFew()) {
            cell.setText(getTranslation("study.side.few", left.hits(), left.of()));
        } else {
            Span doubt = new Span(figures.interval(
                    left.interval().getLowerBound(), left.interval().getUpperBound()));
            doubt.addClassName("figure-doubt");
            cell.add(new Span(figures.percent(left.value())), doubt);
        }
        return cell;
    }

    private Span badge(StudyOverview.Annotator annotator) {
        Span badge = new Span();
        badge.addClassName("badge");
        if (annotator.scripted()) {
            badge.setText(getTranslation("study.badge.scripted"));
            badge.addClassName("quiet");
        } else if (annotator.imported()) {
            badge.setText(getTranslation("study.badge.imported"));
            badge.addClassName("quiet");
        } else if (StudyAttention.isHasty(annotator) || annotator.left().isOneSided()) {
            badge.setText(getTranslation("study.badge.look"));
            badge.addClassName("attention");
        } else if (annotator.judged() < Proportion.ENOUGH) {
            badge.setText(getTranslation("figure.few"));
            badge.addClassName("quiet");
        } else {
            return new Span();
        }
        return badge;
    }
}
