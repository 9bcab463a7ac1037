package org.careloop.web.agreement.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.careloop.web.agreement.AgreementReport;
import org.careloop.web.agreement.AgreementService;
import org.careloop.web.agreement.Annotator;
import org.careloop.web.agreement.Bootstrap;
import org.careloop.web.agreement.Coefficient;
import org.careloop.web.agreement.Measure;
import org.careloop.web.agreement.Standing;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.FactTable;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Polling;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;
import org.jspecify.annotations.Nullable;

/** How far annotators agree: overall, by criterion, language and tag, and two by two. What takes longer follows by itself. */
@Route("study/:study/agreement")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
class AgreementView extends StudyPage {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final transient AgreementService agreement;
    private final Figures figures = new Figures(this);
    private final Div body = new Div();
    private transient @Nullable Study study;
    private final Polling polling = new Polling(this, POLL_MILLIS, this::lookAgain);
    private boolean waiting;

    AgreementView(StudyService studies, AgreementService agreement) {
        super(PageOfStudy.AGREEMENT, studies);
        this.agreement = agreement;
        body.addClassName("page-body");
    }

    @Override
    protected void open(Study opened) {
        study = opened;
        add(body);
        show(opened, PATIENCE);
    }

    private void lookAgain() {
        Study shown = study;
        if (waiting && shown != null) {
            show(shown, Duration.ZERO);
        }
    }

    private void show(Study shown, Duration patience) {
        AgreementService.Reading reading = agreement.report(shown, patience);
        waiting = !reading.upToDate();
        polling.set(waiting);
        Map<PersonId, String> names =
                agreement.annotators(shown).stream().collect(Collectors.toMap(Annotator::id, Annotator::label));
        body.removeAll();
        Optional<AgreementReport> report = reading.report();
        Standing standing = agreement.standing(shown);
        if (standing.counted() == 0) {
            body.add(new EmptyState(getTranslation("agreement.none.title"), getTranslation("agreement.none.text")));
            return;
        }
        body.add(basis(shown, standing, report));
        if (shown.design().isRating()) {
            report.ifPresent(known -> body.add(new RatingsCards(shown, known, names)));
            return;
        }
        body.add(measures(
                report.map(known -> known.overall().estimates()).orElseGet(() -> agreement.overall(shown, standing))));
        report.ifPresent(known -> body.add(new GroupsCard(shown, known), new PairsCard(shown, known, names)));
    }

    private Paragraph basis(Study shown, Standing standing, Optional<AgreementReport> report) {
        boolean rates = shown.design().isRating();
        String words = report.map(known -> getTranslation(
                        (rates ? "agreement.rated.basis" : "agreement.basis") + (waiting ? ".older" : ""),
                        rates ? known.ratings().getFirst().ratings() : known.votes(),
                        rates
                                ? known.ratings().getFirst().kappa().n()
                                : known.overall().comparisons(),
                        figures.moment(known.at())))
                .orElseGet(() -> getTranslation("agreement.basis.making", standing.counted()));
        String leftOut = standing.leftOut() == 0 ? "" : " " + getTranslation("agreement.left-out", standing.leftOut());
        String rankings = rates || standing.rankings() == 0
                ? ""
                : " " + getTranslation("agreement.rankings", standing.rankings());
        Paragraph basis = new Paragraph(words + leftOut + rankings);
        basis.addClassName("quiet");
        basis.getElement().setAttribute("role", "status");
        return basis;
    }

    private Div measures(Map<Measure, Coefficient> estimates) {
        FactTable table = new FactTable(
                getTranslation("agreement.measures"),
                List.of(
                        getTranslation("agreement.measure"),
                        getTranslation("study.comparisons"),
                        getTranslation("agreement.value"),
                        "",
                        getTranslation("annotator.meaning")));
        table.figures(1).addClassName("ranges");
        for (Measure each : Measure.values()) {
            Coefficient estimate = estimates.getOrDefault(each, new Coefficient.TooFew(0));
            Span meaning = new Span(getTranslation(key(each) + ".meaning"));
            meaning.addClassName("figure-note");
            table.addRow(
                    new Span(getTranslation(key(each))),
                    new Span(figures.count(estimate.n())),
                    new EstimateText(estimate),
                    new RangeBar(estimate),
                    meaning);
        }
        return card(new H2(getTranslation("agreement.measures")), table, note());
    }

    private Paragraph note() {
        Paragraph note = new Paragraph(getTranslation("agreement.interval", Bootstrap.RESAMPLES));
        note.addClassName("figure-note");
        return note;
    }

    static String key(Measure measure) {
        return "agreement." + measure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
