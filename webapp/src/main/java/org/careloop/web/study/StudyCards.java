package org.careloop.web.study;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Meter;

/** The study's few figures, each with its doubt and a sentence that explains it. */
class StudyCards extends Div {
    private static final long serialVersionUID = 1L;

    StudyCards(Study study, StudyOverview overview) {
        addClassName("figure-cards");
        Figures figures = new Figures(this);
        StudyOverview.Votes votes = overview.votes();
        add(
                figure(
                        "study.judgements",
                        figures.count(overview.judged()),
                        getTranslation("study.judgements.of", figures.count(overview.target())),
                        new Meter(getTranslation("study.judgements"), overview.judged(), overview.target()),
                        note(getTranslation(
                                overview.isComplete() ? "study.judgements.done" : "study.judgements.open",
                                figures.count(overview.target() - overview.judged())))),
                figure(
                        "study.comparisons",
                        figures.count(overview.comparisons()),
                        "",
                        note(getTranslation("study.comparisons.overlap", study.overlap()))),
                share(
                        "study.decided",
                        new Proportion((int) (votes.first() + votes.second()), (int) votes.total()),
                        figures,
                        getTranslation("study.decided.note", figures.count(votes.total()))),
                share("study.left", overview.left(), figures, leftNote(overview.left(), figures)));
    }

    private String leftNote(Proportion left, Figures figures) {
        if (left.isTooFew()) {
            return getTranslation("study.left.few", figures.count(left.of()));
        }
        String key = left.isOneSided() ? "study.left.bias" : "study.left.fine";
        return getTranslation(key, figures.count(left.of()));
    }

    private Div share(String key, Proportion share, Figures figures, String explanation) {
        return share.isTooFew()
                ? figure(key, getTranslation("figure.few"), "", note(explanation))
                : figure(
                        key,
                        figures.percent(share.value()),
                        figures.interval(
                                share.interval().getLowerBound(),
                                share.interval().getUpperBound()),
                        note(explanation));
    }

    private Div figure(String key, String value, String beside, Component... below) {
        Div card = new Div();
        card.addClassNames("card", "figure-card");
        H2 title = new H2(getTranslation(key));
        title.setTitle(getTranslation(key + ".explained"));
        Span number = new Span(value);
        number.addClassName(value.equals(getTranslation("figure.few")) ? "figure-few" : "figure-value");
        Span doubt = new Span(beside);
        doubt.addClassName("figure-doubt");
        card.add(title, new Div(number, doubt));
        card.add(below);
        return card;
    }

    private static Span note(String text) {
        Span note = new Span(text);
        note.addClassName("figure-note");
        return note;
    }
}
