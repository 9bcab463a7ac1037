package org.careloop.web.promotion.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.careloop.run.BadInput;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.ModelState;
import org.careloop.web.checkpoint.StateBadge;
import org.careloop.web.people.Role;
import org.careloop.web.promotion.Outlook;
import org.careloop.web.promotion.Promotion;
import org.careloop.web.promotion.PromotionService;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Polling;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;
import org.careloop.web.verdict.VerdictReport.Loss;

/** Where a lead approves a model on its verdict, takes an approval back, or goes back to the model before. */
@Route("approval/:checkpoint")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class ApprovalView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final transient CheckpointService checkpoints;
    private final transient PromotionService promotions;
    private final Polling polling = new Polling(this, POLL_MILLIS, this::look);
    private transient Optional<StudyId> wanted = Optional.empty();
    private transient Runnable look = () -> {};

    ApprovalView(CheckpointService checkpoints, PromotionService promotions) {
        super(I18NProvider.translate("promotion.title"));
        this.checkpoints = checkpoints;
        this.promotions = promotions;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        wanted = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("study")
                .flatMap(StudyId::parse);
        event.getRouteParameters()
                .get("checkpoint")
                .flatMap(CheckpointId::parse)
                .flatMap(checkpoints::find)
                .filter(model -> model.state().isPresent())
                .ifPresentOrElse(this::show, () -> event.rerouteToError(NotFoundException.class));
    }

    private void look() {
        look.run();
    }

    private void show(Checkpoint model) {
        startOver();
        look = () -> {};
        polling.set(false);
        setOwner(model.name());
        model.state().ifPresent(state -> addBesideHeading(new StateBadge(state)));
        Anchor checkpoint = new Anchor("checkpoints/" + model.id(), getTranslation("promotion.to.checkpoint"));
        checkpoint.addClassName("secondary-link");
        addActions(checkpoint);
        List<Promotion> acts = promotions.history(model.study().orElseThrow());
        if (promotions.mayAct(model)) {
            act(model, acts);
        } else {
            boolean several = model.pool().filter(StudyPool::isOfSeveral).isPresent();
            add(card(new Paragraph(getTranslation(several ? "promotion.several" : "promotion.leads"))));
        }
        add(new HistoryCard(promotions, model.study().orElseThrow(), acts));
    }

    private void again(Checkpoint before) {
        checkpoints.find(before.id()).ifPresent(this::show);
    }

    private void act(Checkpoint model, List<Promotion> acts) {
        int after = acts.stream().findFirst().map(Promotion::number).orElse(0);
        Runnable done = () -> again(model);
        ModelState state = model.state().orElseThrow();
        if (state == ModelState.APPROVED) {
            add(new EndCard(promotions, model, after, done));
            return;
        }
        if (state == ModelState.WITHDRAWN) {
            add(new ReturnCard(promotions, model, after, done));
        }
        approve(model, after, done);
    }

    private void approve(Checkpoint model, int after, Runnable done) {
        List<Study> studies = promotions.verdictStudies(model.id());
        Optional<Study> chosen = studies.stream()
                .filter(study -> wanted.stream().allMatch(study.id()::equals))
                .findFirst();
        if (chosen.isEmpty()) {
            add(new EmptyState(
                    getTranslation("promotion.no-verdict"), getTranslation("promotion.no-verdict.text", model.name())));
            return;
        }
        if (studies.size() > 1) {
            add(others(model, studies, chosen.get()));
        }
        Div body = new Div();
        body.addClassName("page-body");
        add(body);
        Study study = chosen.get();
        await(body, () -> promotions.outlook(model.id(), study.id(), PATIENCE), outlook -> {
            GateCard gate = new GateCard(outlook);
            SignForm form = new SignForm(promotions, model, outlook, after, done);
            body.add(gate);
            if (outlook.report().losses().stream().anyMatch(Loss::needsDecision)) {
                body.add(new LossesCard(promotions, model, outlook, () -> decided(model, study, gate, form)));
            }
            body.add(form);
        });
    }

    /** Shows the gate with a new decision, and leaves what else was typed. */
    private void decided(Checkpoint model, Study study, GateCard gate, SignForm form) {
        promotions.outlook(model.id(), study.id(), PATIENCE).ifPresent(now -> {
            gate.show(now);
            form.show(now);
        });
    }

    /** Looks again, poll by poll, until the votes are counted. */
    private void await(Div body, Supplier<Optional<Outlook>> reader, Consumer<Outlook> shown) {
        look = () -> {
            body.removeAll();
            try {
                Optional<Outlook> outlook = reader.get();
                outlook.ifPresentOrElse(shown, () -> body.add(new Paragraph(getTranslation("verdict.counting"))));
                polling.set(outlook.isEmpty());
            } catch (BadInput e) {
                polling.set(false);
                Problem problem = new Problem();
                problem.show(e);
                body.add(card(new H2(getTranslation("promotion.gate")), problem));
            }
        };
        look.run();
    }

    private Paragraph others(Checkpoint model, List<Study> studies, Study chosen) {
        Paragraph ways = new Paragraph(getTranslation("promotion.others") + " ");
        studies.stream()
                .filter(study -> !study.id().equals(chosen.id()))
                .forEach(study -> ways.add(
                        new Anchor("approval/%s?study=%s".formatted(model.id(), study.id()), study.name()),
                        new Span(" ")));
        return ways;
    }
}
