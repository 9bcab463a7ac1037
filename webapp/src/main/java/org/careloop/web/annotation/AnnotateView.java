package org.careloop.web.annotation;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.people.Role;
import org.careloop.web.shell.LanguageSwitch;
import org.careloop.web.shell.PersonMenu;
import org.jspecify.annotations.Nullable;

/**
 * Where a clinician works: one pair after the other.
 *
 * <p>The browser sends one event for a key, a click or a touch, with the number of the pair that it meant, so that a
 * second press cannot fall on the pair that came meanwhile. {@code annotate.js} is its other half.
 */
@Route(value = "annotate", autoLayout = false)
@Menu(title = "nav.annotate", order = 0)
@RolesAllowed(Role.Names.CLINICIAN)
class AnnotateView extends Div implements HasDynamicTitle {
    private static final long serialVersionUID = 1L;

    private final transient AnnotationService service;
    private final AnnotateHeader header;
    private final PromptPanel prompt = new PromptPanel();
    private final ResponsePanels responses = new ResponsePanels();
    private final Div announcement = new Div();
    private final Main main = new Main();
    private final VerdictBar bar;
    private final ZoneId zone;

    private transient @Nullable Pair pair;
    private transient @Nullable LastJudgement changing;
    private UUID submission = UUID.randomUUID();
    private int shown;

    AnnotateView(AnnotationService service, LanguageSwitch language, PersonMenu person) {
        this.service = service;
        this.zone = zone(UI.getCurrent());
        addClassName("annotate");
        header = new AnnotateHeader(this::openGuidelines, () -> Keys.open(this), language, person);
        bar = new VerdictBar(this::typed);
        announcement.addClassName("visually-hidden");
        announcement.getElement().setAttribute("role", "status");
        add(header, main, bar);
        getElement()
                .addEventListener("act", this::act)
                .addEventData("event.detail.key")
                .addEventData("event.detail.pair")
                .addEventData("event.detail.active");
        getElement().addEventListener("here", event -> stillHere());
        bar.say("");
        next();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        event.getUI().getPage().addJsModule("context://annotate.js");
        event.getUI().getReconnectDialogConfiguration().setDialogText(getTranslation("connection.lost"));
        event.getUI().getReconnectDialogConfiguration().setDialogTextGaveUp(getTranslation("connection.gave-up"));
    }

    private void act(DomEvent event) {
        if (event.getEventData().get("event.detail.pair").asInt() != shown) {
            return;
        }
        bar.say("");
        long active = event.getEventData().get("event.detail.active").asLong();
        switch (event.getEventData().get("event.detail.key").asString()) {
            case "1" -> judge(SideVerdict.LEFT, active);
            case "2" -> judge(SideVerdict.SAME, active);
            case "3" -> judge(SideVerdict.RIGHT, active);
            case "4" -> judge(SideVerdict.BOTH_BAD, active);
            case "s" -> askSkip();
            case "z" -> back();
            case "Escape" -> next();
            case "?" -> Keys.open(this);
            default -> {
                // Not a key of ours.
            }
        }
    }

    private void judge(SideVerdict verdict, long active) {
        if (pair == null) {
            return;
        }
        Submission given =
                new Submission(submission, pair.comparison(), pair.aOnLeft(), verdict, bar.rationale(), active);
        Outcome outcome = changing == null ? service.submit(given) : service.revise(given, bar.revisionReason());
        if (outcome != Outcome.STORED) {
            bar.say(getTranslation("annotate.outcome." + outcome.name().toLowerCase(Locale.ROOT)));
        }
        next();
    }

    private void next() {
        changing = null;
        switch (service.next()) {
            case NextPair.Work work -> {
                show(work.pair());
                bar.forPair(work.pair().draft());
            }
            case NextPair.Nothing nothing -> showNothing(nothing);
        }
        header.progress(service.progress(zone));
        bar.showLast(service.last().map(LastJudgement::verdict));
    }

    private void show(Pair now) {
        pair = now;
        submission = UUID.randomUUID();
        getElement().setAttribute("data-pair", Integer.toString(++shown));
        header.show(now.studyName(), !service.guidelines(now.study()).isBlank());
        prompt.show(now);
        responses.show(now);
        announcement.setText(getTranslation("annotate.announce", shown));
        if (prompt.getParent().isEmpty()) {
            main.removeAll();
            main.add(announcement, prompt, responses);
        }
        removeClassName("nothing");
    }

    private void showNothing(NextPair.Nothing nothing) {
        pair = null;
        getElement().setAttribute("data-pair", Integer.toString(++shown));
        header.show("CareLoop", false);
        main.removeAll();
        main.add(new EmptyQueuePanel(nothing, service.progress(zone), zone, this::next));
        bar.forPair("");
        addClassName("nothing");
    }

    private void back() {
        Optional<LastJudgement> last = changing == null ? service.last() : Optional.empty();
        last.ifPresent(judgement -> {
            changing = judgement;
            show(judgement.pair());
            bar.forChange(judgement);
            announcement.setText(getTranslation("annotate.announce.change"));
        });
    }

    private void askSkip() {
        if (pair != null && changing == null) {
            Pair skipped = pair;
            new SkipDialog(reason -> {
                        service.skip(skipped.comparison(), reason);
                        next();
                    })
                    .open();
        }
    }

    private void typed(String text) {
        if (pair != null && changing == null) {
            service.saveDraft(pair.comparison(), text);
            bar.draftSaved();
        }
    }

    private void stillHere() {
        if (pair != null && changing == null) {
            service.stillHere(pair.comparison());
        }
    }

    private void openGuidelines() {
        if (pair != null) {
            Div text = new Div(new Markdown(SafeMarkdown.of(service.guidelines(pair.study()))));
            text.addClassName("guidelines");
            text.getElement().setAttribute("tabindex", "0");
            Dialog dialog = new Dialog(getTranslation("annotate.guidelines"), text);
            dialog.getFooter().add(new Button(getTranslation("close"), click -> dialog.close()));
            dialog.setWidth("min(46rem, 96vw)");
            dialog.open();
        }
    }

    private static ZoneId zone(UI ui) {
        String id = ui.getPage().getExtendedClientDetails().getTimeZoneId();
        return id == null || !ZoneId.getAvailableZoneIds().contains(id) ? ZoneId.systemDefault() : ZoneId.of(id);
    }

    @Override
    public String getPageTitle() {
        return getTranslation("nav.annotate") + " · CareLoop";
    }
}
