package org.careloop.web.adjudication;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.web.annotation.PrivacyService;
import org.careloop.web.annotation.ui.Choice;
import org.careloop.web.annotation.ui.KeyButton;
import org.careloop.web.comparison.ui.ComparisonTexts;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.MainLayout;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyBadge;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyInView;
import org.jspecify.annotations.Nullable;

/** Where a senior clinician judges what the votes leave in doubt: blind first, then with the votes in view. */
@Route("study/:study/adjudication")
@RolesAllowed({Role.Names.CLINICIAN, Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class AdjudicationView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient AdjudicationService service;
    private final transient PrivacyService privacy;
    private final transient StudyAccess access;
    private final Div body = new Div();
    private final TextArea reason = new TextArea();
    private final Problem problem = new Problem();
    private transient @Nullable StudyId study;
    private transient @Nullable Case shown;

    AdjudicationView(AdjudicationService service, PrivacyService privacy, StudyAccess access) {
        super(I18NProvider.translate("study.page.adjudication"));
        this.service = service;
        this.privacy = privacy;
        this.access = access;
        body.addClassName("page-body");
        reason.setLabel(getTranslation("adjudication.reason"));
        reason.setMaxLength(AdjudicationService.LONGEST_REASON);
        reason.setWidthFull();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<StudyId> id = event.getRouteParameters().get("study").flatMap(StudyId::parse);
        if (id.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        study = id.get();
        service.find(id.get()).ifPresent(found -> {
            setOwner(found.name());
            addBesideHeading(new StudyBadge(found.state()));
        });
        if (access.mayLead(id.get())) {
            StudyInView.keep(id.get());
            add(new PrivacyReports(id.get(), privacy.open(id.get())));
        }
        add(body);
        if (service.mayAdjudicate(id.get())) {
            next();
        } else {
            body.add(new EmptyState(
                    getTranslation("adjudication.other.title"), getTranslation("adjudication.other.text")));
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        attached.getUI().getPage().addJsModule("context://adjudicate.js");
    }

    private void next() {
        StudyId id = study;
        if (id == null) {
            return;
        }
        body.removeAll();
        problem.clear();
        reason.clear();
        Optional<Case> found = service.next(id);
        shown = found.orElse(null);
        found.ifPresentOrElse(
                this::show,
                () -> body.add(new EmptyState(
                        getTranslation("adjudication.none.title"), getTranslation("adjudication.none.text"))));
    }

    private void show(Case found) {
        Paragraph state = new Paragraph(found.cause()
                .map(cause ->
                        getTranslation("adjudication.cause." + cause.name().toLowerCase(Locale.ROOT)))
                .orElseGet(() -> getTranslation("adjudication.new")));
        state.addClassName("quiet");
        state.getElement().setAttribute("role", "status");
        body.add(state, texts(found));
        found.blind().ifPresent(blind -> body.add(new VotesInView(found, blind)));
        body.add(bar(found));
    }

    private ComparisonTexts texts(Case found) {
        List<String> names = IntStream.range(0, found.responses().size())
                .mapToObj(place -> found.isRating()
                        ? getTranslation("annotate.text")
                        : getTranslation("annotate.response", getTranslation("annotate.letter." + place)))
                .toList();
        ComparisonTexts texts = new ComparisonTexts(found.prompt(), found.responses(), names, found.language());
        texts.setClassName("plain-links", found.plainLinks());
        return texts;
    }

    private Component bar(Case found) {
        boolean decides = found.blind().isPresent();
        String purpose = getTranslation(decides ? "adjudication.decide" : "adjudication.blind");
        Div bar = card(new H2(purpose));
        bar.add(hint(decides ? "adjudication.decide.meaning" : "adjudication.blind.meaning"));
        if (decides) {
            bar.add(reason);
        }
        if (found.isRanking()) {
            bar.add(hint("adjudication.ranks"));
            bar.add(new RankRows(
                    found.responses().size(), purpose, ranks -> judge(new AdjudicatorAnswer.Order(ranks))));
        } else {
            bar.add(verdicts(found, purpose));
        }
        bar.add(problem);
        return bar;
    }

    private Paragraph hint(String key) {
        Paragraph hint = new Paragraph(getTranslation(key));
        hint.addClassName("figure-note");
        return hint;
    }

    private Div verdicts(Case found, String purpose) {
        Div verdicts = new Div();
        verdicts.addClassName("adjudicate-verdicts");
        verdicts.getElement().setAttribute("role", "group");
        verdicts.getElement().setAttribute("aria-label", purpose);
        if (found.isRating()) {
            List<String> anchors = DesignWords.anchors(this, Scores.WHOLE);
            Scores.ALL.forEach(score -> verdicts.add(button(score, anchors.get(score))));
        } else {
            Choice.of(found.scale(), this).forEach(choice -> verdicts.add(button(choice)));
        }
        return verdicts;
    }

    private KeyButton button(int score, String anchor) {
        String number = Integer.toString(score);
        KeyButton button =
                new KeyButton(number + " " + anchor).means("adjudicate", number).key(number);
        button.addClickListener(click -> judge(new AdjudicatorAnswer.Score(score)));
        return button;
    }

    private KeyButton button(Choice choice) {
        KeyButton button =
                new KeyButton(choice.label()).means("adjudicate", choice.key()).key(choice.key());
        button.addClickListener(click -> judge(new AdjudicatorAnswer.Preference(choice.verdict(), choice.strength())));
        return button;
    }

    private void judge(AdjudicatorAnswer answer) {
        Case given = shown;
        if (given == null) {
            return;
        }
        try {
            if (given.blind().isEmpty()) {
                service.judgeBlind(given.comparison(), answer);
            } else {
                service.decide(given.comparison(), answer, reason.getValue());
            }
            next();
            findAncestor(MainLayout.class).countWaiting();
        } catch (BadInput e) {
            problem.show(e);
        }
    }
}
