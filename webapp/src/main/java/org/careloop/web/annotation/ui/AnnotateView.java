package org.careloop.web.annotation.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.annotation.AnnotationService;
import org.careloop.web.annotation.Answer;
import org.careloop.web.annotation.DayProgress;
import org.careloop.web.annotation.LastJudgement;
import org.careloop.web.annotation.NextPair;
import org.careloop.web.annotation.Opinion;
import org.careloop.web.annotation.Outcome;
import org.careloop.web.annotation.Pair;
import org.careloop.web.annotation.RevisionReason;
import org.careloop.web.annotation.SkipReason;
import org.careloop.web.annotation.Submission;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.LanguageSwitch;
import org.careloop.web.shell.PersonMenu;
import org.careloop.web.shell.Problem;
import org.careloop.web.shell.ViewerZone;
import org.careloop.web.study.ComparisonId;
import org.jspecify.annotations.Nullable;

/**
 * Where a clinician works: one pair after the other.
 *
 * <p>What a person says of a pair is gathered in the browser by {@code annotate.js}, the other half of this class, and comes
 * here whole with the verdict, so that a verdict is one round trip. Everything the browser says carries the number of the
 * pair that it meant, so that nothing falls on the pair that came meanwhile.
 */
@Route(value = "annotate", autoLayout = false)
@Menu(title = "nav.annotate", order = 0)
@RolesAllowed(Role.Names.CLINICIAN)
class AnnotateView extends Div implements HasDynamicTitle, BeforeEnterObserver {
    static final String CHANGE = "change";

    private static final long serialVersionUID = 1L;
    private static final String NOTHING_SAID = Json.MAPPER.writeValueAsString(Answer.NONE);

    private final transient AnnotationService service;
    private final transient Today today;
    private final AnnotateHeader header;
    private final PromptPanel prompt = new PromptPanel();
    private final ResponsePanels responses = new ResponsePanels();
    private final Div announcement = announcer("announcement");
    private final Main main = new Main();
    private final VerdictBar bar = new VerdictBar();
    private final ZoneId zone = ViewerZone.now();

    private transient @Nullable Pair pair;
    private transient @Nullable ScreenRules rules;
    private boolean changing;
    private boolean addressed;
    private UUID submission = UUID.randomUUID();
    private int shown;

    AnnotateView(AnnotationService service, CurrentPerson current, LanguageSwitch language, PersonMenu person) {
        this.service = service;
        today = new Today(service, zone, this);
        person.addLink(getTranslation("work.title"), MyWorkView.class);
        header = new AnnotateHeader(language, person);
        addClassName("annotate");
        add(header, announcement, announcer("announcer"), main, bar);
        tell("words", ScreenWords.json(this));
        tell("nothing", NOTHING_SAID);
        tell("person", current.key());
        getElement().addEventListener("say", this::said).addEventData("event.detail");
    }

    private static Div announcer(String name) {
        Div announcer = new Div();
        announcer.addClassNames("visually-hidden", name);
        announcer.getElement().setAttribute("role", "status");
        return announcer;
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://annotate.js");
        event.getUI().getReconnectDialogConfiguration().setDialogText(getTranslation("connection.lost"));
        event.getUI().getReconnectDialogConfiguration().setDialogTextGaveUp(getTranslation("connection.gave-up"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        Optional<LastJudgement> asked = event.getLocation()
                .getQueryParameters()
                .getSingleParameter(CHANGE)
                .flatMap(ComparisonId::parse)
                .flatMap(service::own);
        next();
        addressed = asked.isPresent();
        asked.ifPresent(judgement -> change(judgement, judgement.pair().draft(), RevisionReason.SECOND_LOOK));
    }

    private void said(DomEvent event) {
        ScreenEvent said =
                ScreenEvent.read(event.getEventData().get("event.detail").asString());
        if (said.pair() != shown) {
            return;
        }
        try {
            hear(said);
        } catch (BadInput refused) {
            keepInBrowser(Problem.words(this, refused));
        }
    }

    private void hear(ScreenEvent said) {
        switch (said.what()) {
            case "guidelines" -> Guidelines.open(this, pair);
            case "keys" -> Keys.open(this, rules);
            case "work" -> UI.getCurrent().navigate(MyWorkView.class);
            case "back" ->
                service.last()
                        .ifPresentOrElse(
                                judgement -> change(judgement, judgement.pair().draft(), RevisionReason.SLIP),
                                () -> keepInBrowser(getTranslation("annotate.back.none")));
            case "leave" -> next();
            default -> {
                if (pair != null) {
                    saidOf(pair, said);
                }
            }
        }
    }

    private void saidOf(Pair inView, ScreenEvent said) {
        ComparisonId comparison = inView.comparison();
        switch (said.what()) {
            case "verdict" -> judge(inView, said);
            case "draft" -> keep(inView, said);
            case "here" -> service.stillHere(comparison);
            case "skip" -> passOn(() -> service.skip(comparison, SkipReason.valueOf(said.reason()), said.note()));
            case "escalate" -> passOn(() -> service.escalate(comparison, said.note()));
            case "privacy" -> passOn(() -> service.reportPrivacy(comparison, said.note()));
            default -> throw new IllegalArgumentException("the page said something unknown: " + said.what());
        }
    }

    private void passOn(Runnable act) {
        act.run();
        bar.say("");
        today.forget();
        next();
    }

    private void judge(Pair judged, ScreenEvent said) {
        Submission given = Submission.on(judged, submission, said.given(), said.active());
        Outcome outcome = changing
                ? service.revise(given, RevisionReason.valueOf(said.reason()), said.note())
                : service.submit(given);
        String why = outcome == Outcome.STORED
                ? ""
                : getTranslation("annotate.outcome." + outcome.name().toLowerCase(Locale.ROOT));
        bar.say(why);
        if (outcome == Outcome.STORED && !changing) {
            today.count(given, judged);
        } else {
            today.forget();
        }
        if (changing && outcome != Outcome.STORED) {
            keepInBrowser(why);
        }
        if (outcome == Outcome.JUDGED_ALREADY && given.answer().hasWords()) {
            service.own(judged.comparison()).ifPresentOrElse(mine -> changeBy(given, mine), this::next);
        } else if (!changing || outcome != Outcome.INCOMPLETE) {
            next();
        }
    }

    /**
     * An answer to a comparison that the person has judged in another window is not lost: it is offered as a change of
     * that judgement.
     */
    private void changeBy(Submission given, LastJudgement mine) {
        Answer here = Opinion.of(given.answer(), given.shown())
                .on(mine.pair().shown())
                .askedBy(mine.pair().design());
        change(mine, here, RevisionReason.SECOND_LOOK);
    }

    /** The server stored nothing and says why: the browser keeps its copy and accepts keys again. */
    private void keepInBrowser(String why) {
        bar.say(why);
        submission = UUID.randomUUID();
        tell("refused", submission.toString());
    }

    private void keep(Pair inView, ScreenEvent said) {
        if (!changing && service.saveDraft(inView.comparison(), inView.shown(), said.given())) {
            tell("saved", Long.toString(said.number()));
        }
    }

    private void next() {
        changing = false;
        if (addressed) {
            // A reload would otherwise open the change again.
            UI.getCurrent().getPage().executeJs("history.replaceState(history.state, '', $0)", "annotate");
            addressed = false;
        }
        switch (service.next()) {
            case NextPair.Work work -> show(work.pair(), "judge", work.pair().draft());
            case NextPair.Nothing nothing -> showNothing(nothing);
        }
    }

    private void show(Pair now, String mode, Answer answer) {
        if (pair == null) {
            main.removeAll();
            main.add(prompt, responses);
            removeClassName("nothing");
        }
        ScreenRules asked = askedLike(now);
        pair = now;
        submission = UUID.randomUUID();
        tell("mode", mode);
        tell("comparison", now.comparison().toString());
        tell("answer", Json.MAPPER.writeValueAsString(answer));
        tell("pair", Integer.toString(++shown));
        header.show(now.studyName(), !now.design().guidelines().isBlank());
        setClassName("plain-links", now.design().plainLinks());
        prompt.show(now);
        responses.show(now, asked);
        bar.show(asked, now);
        announcement.setText(asked.announcement(shown, this));
        tellProgress(now.design().sessionGoal());
    }

    /** The rules of a pair's study; the last pair's where it was asked about in the same way. */
    private ScreenRules askedLike(Pair now) {
        ScreenRules known = rules;
        if (known != null && pair != null && pair.isAskedLike(now)) {
            return known;
        }
        ScreenRules fresh = ScreenRules.of(now, this);
        tell("rules", Json.MAPPER.writeValueAsString(fresh));
        rules = fresh;
        return fresh;
    }

    private void showNothing(NextPair.Nothing nothing) {
        pair = null;
        rules = null;
        tell("mode", "nothing");
        tell("comparison", "");
        tell("pair", Integer.toString(++shown));
        header.show("CareLoop", false);
        today.forget();
        main.removeAll();
        main.add(new EmptyQueuePanel(nothing, tellProgress(0), zone, this::next));
        announcement.setText("");
        addClassName("nothing");
    }

    private DayProgress tellProgress(int goal) {
        header.progress(today.progress(), goal);
        bar.showLast(today.last());
        return today.progress();
    }

    /** @param answer to begin with */
    private void change(LastJudgement judgement, Answer answer, RevisionReason likely) {
        changing = true;
        show(judgement.pair(), CHANGE, answer);
        boolean graded = judgement.pair().design().scale().isGraded();
        bar.showChange(AnswerWords.of(judgement.answer(), graded, this), likely);
        announcement.setText(getTranslation("annotate.announce.change"));
    }

    /** Hands a value to {@code annotate.js} as a data attribute. */
    private void tell(String name, String value) {
        getElement().setAttribute("data-" + name, value);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.annotate") + " · CareLoop";
    }
}
