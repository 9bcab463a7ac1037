package org.careloop.web.verdict.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadEvent;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.judge.JudgeService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.Language;
import org.careloop.web.shell.Polling;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.careloop.web.study.ui.StudyPage;
import org.careloop.web.verdict.VerdictAsked;
import org.careloop.web.verdict.VerdictPage;
import org.careloop.web.verdict.VerdictPlans;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.careloop.web.verdict.VerdictWords;
import org.jspecify.annotations.Nullable;

/** Whether a new model is better than its rival, by a study's votes. What takes longer to count follows by itself. */
@Route("study/:study/verdict")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class VerdictView extends StudyPage {
    private static final long serialVersionUID = 1L;
    private static final int POLL_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofMillis(1200);

    private final transient VerdictService verdicts;
    private final transient VerdictPlans plans;
    private final transient JudgeService judges;
    private final transient CheckpointService checkpoints;
    private final transient CurrentPerson person;
    private final Figures figures = new Figures(this);
    private final Div body = new Div();
    private final Div actions = new Div();
    private transient @Nullable Study study;
    private transient VerdictAsked asked = VerdictAsked.NOTHING;
    private final Polling polling = new Polling(this, POLL_MILLIS, this::lookAgain);
    private boolean waiting;

    VerdictView(
            StudyService studies,
            VerdictService verdicts,
            VerdictPlans plans,
            JudgeService judges,
            CheckpointService checkpoints,
            CurrentPerson person) {
        super(PageOfStudy.VERDICT, studies);
        this.verdicts = verdicts;
        this.plans = plans;
        this.judges = judges;
        this.checkpoints = checkpoints;
        this.person = person;
        body.addClassName("page-body");
        actions.addClassName("page-actions");
    }

    @Override
    protected void open(Study opened) {
        study = opened;
        asked = VerdictAsked.NOTHING;
        addActions(actions);
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
        VerdictService.Reading reading = verdicts.reading(shown, asked, patience);
        waiting = !reading.upToDate();
        polling.set(waiting);
        body.removeAll();
        actions.removeAll();
        setHeading(reading.report()
                .map(report -> words().of("verdict-report.title", report.candidate(), report.rival()))
                .orElseGet(() -> getTranslation(PageOfStudy.VERDICT.key())));
        setOwner(shown.name());
        reading.refused().ifPresent(refused -> refuse(shown, refused));
        reading.report().ifPresent(report -> show(shown, report));
        if (reading.report().isEmpty() && waiting) {
            body.add(status("verdict.counting"));
        }
    }

    /** Before the first vote a judge's word may lie here already. */
    private void refuse(Study shown, BadInput refused) {
        body.add(new NoVerdict(shown, refused, plans.of(shown)));
        if (refused.code().equals(Optional.of("verdict.no-votes"))) {
            body.add(judges(shown));
        }
    }

    private JudgesForm judges(Study shown) {
        return new JudgesForm(judges, shown, person.id(), () -> show(shown, PATIENCE));
    }

    private void show(Study shown, VerdictReport report) {
        approval(shown, report).ifPresent(actions::add);
        actions.add(print(shown), data(shown));
        if (!report.strengths().isEmpty() && report.planned() == null) {
            body.add(new ModelChoice(report, (model, rival) -> ask(shown, model, rival)));
        }
        body.add(
                opening(report),
                planned(report),
                new ModelLinks(report, checkpoints, person.worksWithModels()),
                new OverallCard(report));
        Div row = new Div(new CriteriaCard(report), new ElseCard(report));
        row.addClassName("chart-row");
        body.add(row, new SafetyCard(shown, report, verdicts.losses(shown, report)), new TestCard(report));
        body.add(new OverturnCard(report));
        report.judges().forEach(judge -> body.add(new JudgeCard(report, judge)));
        body.add(judges(shown));
        if (!report.strengths().isEmpty()) {
            body.add(new StrengthsCard(report));
        }
        body.add(new PartsCard(report), new MethodCard(shown, report));
    }

    private void ask(Study shown, String model, String rival) {
        asked = VerdictAsked.of(model, rival);
        show(shown, PATIENCE);
    }

    private VerdictWords words() {
        return new VerdictWords(language());
    }

    private Language language() {
        return Language.of(Locale.forLanguageTag(getTranslation("figure.locale")));
    }

    private Component opening(VerdictReport report) {
        return status(
                waiting ? "verdict.opening.older" : "verdict.opening",
                words().voters(report),
                report.overall().prompts(),
                report.overall().votes(),
                figures.moment(report.at()));
    }

    private Paragraph status(String key, Object... given) {
        Paragraph status = new Paragraph(getTranslation(key, given));
        status.addClassName("quiet");
        status.getElement().setAttribute("role", "status");
        return status;
    }

    private Paragraph planned(VerdictReport report) {
        VerdictReport.Planned planned = report.planned();
        VerdictWords words = words();
        String level = words.level(report.terms().alpha());
        String margin = words.level(report.terms().margin());
        Paragraph text = new Paragraph(
                planned == null
                        ? getTranslation("verdict.unplanned", level, margin)
                        : getTranslation("verdict.planned", figures.moment(planned.at()), planned.by(), level, margin));
        if (planned != null) {
            String effect = words.decimal(100 * planned.effect(), 0);
            String power = figures.percent(planned.power());
            text.add(" " + getTranslation("verdict.planned.power", (long) planned.prompts(), effect, power));
        }
        text.addClassName("quiet");
        return text;
    }

    /** To where the new model is approved, if it is a policy that was trained here. */
    private Optional<Anchor> approval(Study shown, VerdictReport report) {
        return person.has(Role.STUDY_LEAD)
                ? checkpoints
                        .named(report.candidate())
                        .flatMap(model -> model.state()
                                .map(state -> second(new Anchor(
                                        "approval/%s?study=%s".formatted(model.id(), shown.id()),
                                        getTranslation("checkpoint.approval." + state.label())))))
                : Optional.empty();
    }

    private static Anchor second(Anchor link) {
        link.addClassName("secondary-link");
        return link;
    }

    private Anchor print(Study shown) {
        // Whoever fetches the page is on no screen then, which would know its language.
        Language language = language();
        Anchor print = new Anchor(
                event -> sendPage(shown, language, event), AttachmentType.INLINE, getTranslation("verdict.print"));
        print.setTarget(AnchorTarget.BLANK);
        return second(print);
    }

    private Anchor data(Study shown) {
        Anchor data = new Anchor(event -> sendData(shown, event), getTranslation("verdict.data"));
        return second(data);
    }

    private void sendPage(Study shown, Language language, DownloadEvent event) throws IOException {
        event.inline("verdict.html");
        event.setContentType("text/html; charset=utf-8");
        send(event, VerdictPage.of(verdicts.report(shown, asked), language).getBytes(StandardCharsets.UTF_8));
    }

    private void sendData(Study shown, DownloadEvent event) throws IOException {
        event.setFileName("verdict.json");
        event.setContentType("application/json");
        send(event, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(verdicts.report(shown, asked)));
    }

    private static void send(DownloadEvent event, byte[] bytes) throws IOException {
        event.setContentLength(bytes.length);
        try (OutputStream out = event.getOutputStream()) {
            out.write(bytes);
        }
    }
}
