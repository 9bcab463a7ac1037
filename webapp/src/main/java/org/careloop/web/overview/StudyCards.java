package org.careloop.web.overview;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Optional;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.Standing;
import org.careloop.web.shell.Explained;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Meter;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.Study;

/** The main figures of a study, each with its interval and a sentence that explains it. */
class StudyCards extends Div {
    private static final long serialVersionUID = 1L;

    /** Names of bands from their lower bounds on, after Landis and Koch 1977. */
    private static final double[] BANDS = {.8, .6, .4, .2, 0};

    private final Figures figures = new Figures(this);

    StudyCards(Study study, StudyOverview overview) {
        addClassName("figure-cards");
        add(progress(overview), agreement(study, overview), repeats(overview));
        if (!study.design().isRating()) {
            add(left(overview));
        }
    }

    private Div progress(StudyOverview overview) {
        Standing standing = overview.standing();
        Div card = figure(
                "study.judgements",
                figures.count(standing.judged()),
                getTranslation("study.judgements.of", standing.wanted()),
                new Meter(getTranslation("study.judgements"), standing.judged(), standing.wanted()),
                note(forecast(overview.forecast())));
        if (standing.leftOut() > 0) {
            card.add(note(getTranslation("overview.left-out", standing.leftOut())));
        }
        if (standing.heldBack() > 0) {
            card.add(note(getTranslation("overview.held-back", standing.heldBack())));
        }
        return card;
    }

    private String forecast(Forecast forecast) {
        return switch (forecast) {
            case Forecast.Done done -> getTranslation("study.judgements.done");
            case Forecast.TooFewDays few -> getTranslation("overview.forecast.few", Forecast.FEWEST);
            case Forecast.OutOfSight far -> getTranslation("overview.forecast.far");
            case Forecast.Between between ->
                between.early().equals(between.late())
                        ? getTranslation("overview.forecast.day", figures.day(between.early()))
                        : getTranslation(
                                "overview.forecast", figures.day(between.early()), figures.day(between.late()));
        };
    }

    private Div agreement(Study study, StudyOverview overview) {
        String key = study.design().isRating() ? "overview.agreement.rated" : "overview.agreement";
        Coefficient agreed = overview.agreed(study.design().kind());
        Anchor more = new Anchor(PageOfStudy.AGREEMENT.address(study.id()), getTranslation("overview.agreement.more"));
        more.addClassName("figure-note");
        return switch (agreed) {
            case Coefficient.Known known ->
                figure(
                        key,
                        figures.coefficient(known.value()),
                        "%s – %s".formatted(figures.coefficient(known.low()), figures.coefficient(known.high())),
                        note(getTranslation(
                                (study.design().isRating()
                                                ? "overview.agreement.rated.band."
                                                : "overview.agreement.band.")
                                        + band(known.value()),
                                known.n())),
                        more);
            case Coefficient.TooFew few ->
                figure(
                        key,
                        getTranslation("figure.few"),
                        "",
                        note(getTranslation(key + ".few", few.n(), Proportion.ENOUGH)),
                        more);
            case Coefficient.Unvaried unvaried ->
                figure(key, getTranslation("figure.few"), "", note(getTranslation("agreement.unvaried")), more);
        };
    }

    private static int band(double value) {
        int band = 0;
        while (band < BANDS.length && value < BANDS[band]) {
            band++;
        }
        return BANDS.length - band;
    }

    private Div repeats(StudyOverview overview) {
        Optional<AgreementReport> report = overview.report();
        if (report.isEmpty()) {
            return figure("overview.repeats", "…", "", note(getTranslation("overview.making")));
        }
        List<Proportion> people = overview.repeats(report.get());
        Proportion repeats = AgreementReport.sum(people);
        String explanation = repeats.of() == 0
                ? getTranslation("overview.repeats.none")
                : getTranslation("overview.repeats.note", repeats.of(), people.size());
        return share("overview.repeats", repeats, explanation);
    }

    private Div left(StudyOverview overview) {
        Proportion left = overview.left();
        return share("study.left", left, leftNote(left, overview));
    }

    private String leftNote(Proportion left, StudyOverview overview) {
        if (left.isTooFew()) {
            return getTranslation("study.left.few", left.of(), Proportion.ENOUGH);
        }
        long oneSided =
                overview.annotators().stream().filter(Annotator::isOneSided).count();
        String people = oneSided == 0 ? "" : getTranslation("overview.left.people", oneSided);
        String key = left.isOneSided() ? "study.left.bias" : "study.left.fine";
        return getTranslation(key, left.of()) + people;
    }

    private Div share(String key, Proportion share, String explanation) {
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
        Explained title = new Explained(getTranslation(key), getTranslation(key + ".explained"));
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
