package org.careloop.web.exam.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.run.evaluation.Terms;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.Lineage;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.exam.BenchmarkService;
import org.careloop.web.exam.ExamRequest;
import org.careloop.web.exam.ExamService;
import org.careloop.web.exam.OnServer;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.EmptyState;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyInView;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.SettingFields;

/** Lets a model take an exam: which one, how it is asked, and which other model it is compared with. */
@Route("exam")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class ExamView extends Page implements HasUrlParameter<String> {
    private static final long serialVersionUID = 1L;

    private final transient ExamService exams;
    private final transient BenchmarkService benchmarks;
    private final transient CheckpointService checkpoints;
    private final transient LineageService lineages;
    private final transient StudyService studies;
    private final CurrentPerson person;
    private final Select<OnServer> benchmark = new Select<>();
    private final Select<String> subjects = new Select<>();
    private final RadioButtonGroup<Terms.Method> method = new RadioButtonGroup<>();
    private final Select<Checkpoint> before = new Select<>();
    private final Select<Study> study = new Select<>();
    private final Checkbox leaveOut = new Checkbox();
    private final SettingFields settings = new SettingFields(RunKind.EVALUATE, getLocale());
    private final Details more = new Details(getTranslation("train.advanced"), new Div());
    private final Div problem = new Div();
    private final Button start = new Button();

    ExamView(
            ExamService exams,
            BenchmarkService benchmarks,
            CheckpointService checkpoints,
            LineageService lineages,
            StudyService studies,
            CurrentPerson person) {
        super(I18NProvider.translate("exam.title"));
        this.exams = exams;
        this.benchmarks = benchmarks;
        this.checkpoints = checkpoints;
        this.lineages = lineages;
        this.studies = studies;
        this.person = person;
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        Optional<Checkpoint> model = CheckpointId.parse(parameter)
                .flatMap(checkpoints::find)
                .filter(found -> found.kind() == ModelKind.POLICY);
        if (model.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        startOver();
        addBesideHeading(
                new Anchor("checkpoints/" + model.get().id(), model.get().name()));
        try {
            show(model.get(), benchmarks.list());
        } catch (IOException e) {
            add(card(new Paragraph(Problem.words(this, Failure.words(e)))));
        }
    }

    private void show(Checkpoint model, List<OnServer> all) {
        List<OnServer> readable =
                all.stream().filter(one -> one.problem().isEmpty()).toList();
        if (model.study().isEmpty() && studies.list().isEmpty()) {
            add(new EmptyState(getTranslation("exam.no-study"), getTranslation("exam.no-study.text")));
        } else if (readable.isEmpty()) {
            add(new EmptyState(
                    getTranslation("exam.none"),
                    getTranslation("exam.none.text"),
                    new Anchor("benchmarks", getTranslation("benchmarks.bring"))));
        } else {
            add(form(model, readable));
        }
        for (OnServer one : all) {
            one.problem()
                    .ifPresent(why -> add(card(
                            new Paragraph(getTranslation("exam.unreadable", one.name(), Problem.words(this, why))))));
        }
    }

    private Div form(Checkpoint model, List<OnServer> readable) {
        chooseBenchmark(readable);
        chooseModel(model);
        method.setLabel(getTranslation("exam.method"));
        method.setItems(Terms.Method.values());
        method.setItemLabelGenerator(one -> getTranslation("exam.method." + one.label() + ".choice"));
        method.setValue(Terms.Method.LOGLIKELIHOOD);
        leaveOut.setLabel(getTranslation("exam.leave-out"));
        more.removeAll();
        more.add(new Paragraph(getTranslation("train.settings.help")), settings);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        start.setText(getTranslation("exam.start"));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setDisableOnClick(true);
        start.addClickListener(click -> start(model));
        Div help = new Div(
                new Anchor("benchmarks", getTranslation("benchmarks.bring")),
                new Anchor("help/ml-engineer", getTranslation("exam.help")));
        help.addClassName("button-row");
        Div form = card(
                new Paragraph(getTranslation("exam.text")),
                benchmark,
                subjects,
                before,
                study,
                method,
                leaveOut,
                more,
                problem,
                new Div(start),
                help);
        form.addClassName("form");
        return form;
    }

    private void chooseBenchmark(List<OnServer> readable) {
        benchmark.setLabel(getTranslation("exam.benchmark"));
        benchmark.setItems(readable);
        benchmark.setItemLabelGenerator(
                one -> one == null ? "" : getTranslation("exam.benchmark.choice", one.name(), one.questions()));
        benchmark.setWidthFull();
        subjects.setLabel(getTranslation("exam.subjects"));
        subjects.setEmptySelectionAllowed(true);
        subjects.setEmptySelectionCaption(getTranslation("exam.subjects.all"));
        subjects.setWidthFull();
        benchmark.addValueChangeListener(change -> {
            OnServer chosen = change.getValue();
            subjects.setItems(chosen.subjectLists());
            subjects.setVisible(!chosen.subjectLists().isEmpty());
            leaveOut.setVisible(chosen.unkeyed() > 0);
            leaveOut.setHelperText(getTranslation("exam.leave-out.help", chosen.unkeyed()));
            benchmark.setHelperText(
                    getTranslation(chosen.hasExamples() ? "exam.examples" : "exam.examples.none", chosen.name()));
        });
        benchmark.setValue(readable.getFirst());
    }

    /** The model that this one came from stands there already. */
    private void chooseModel(Checkpoint model) {
        List<Checkpoint> others = checkpoints.list().stream()
                .filter(one -> one.kind() == ModelKind.POLICY && !one.id().equals(model.id()))
                .toList();
        Optional<CheckpointId> base = lineages.of(model.id()).map(Lineage::base).map(Lineage.Ancestor::id);
        before.setLabel(getTranslation("exam.before"));
        before.setHelperText(getTranslation("exam.before.help"));
        before.setItems(others);
        before.setItemLabelGenerator(one -> one == null ? getTranslation("exam.before.none") : one.name());
        before.setEmptySelectionAllowed(true);
        before.setEmptySelectionCaption(getTranslation("exam.before.none"));
        before.setWidthFull();
        others.stream()
                .filter(one -> base.filter(one.id()::equals).isPresent())
                .findFirst()
                .ifPresent(before::setValue);
        study.setLabel(getTranslation("exam.study"));
        study.setHelperText(getTranslation("exam.study.help"));
        List<Study> all = studies.list();
        study.setItems(all);
        study.setItemLabelGenerator(one -> one == null ? "" : one.name());
        study.setWidthFull();
        study.setVisible(model.study().isEmpty());
        all.stream()
                .filter(one -> StudyInView.kept().filter(one.id()::equals).isPresent())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .ifPresent(study::setValue);
    }

    private void start(Checkpoint model) {
        if (!settings.fit()) {
            more.setOpened(true);
            settings.focusOnMisfit();
            refused(getTranslation("train.settings.refused"));
            return;
        }
        try {
            Run run = exams.start(request(model), person.id());
            getUI().ifPresent(ui -> ui.navigate("runs/" + run.id()));
        } catch (BadInput e) {
            refused(Problem.words(this, e));
        } catch (IOException e) {
            refused(getTranslation("train.unwritable", Problem.words(this, Failure.words(e))));
        }
    }

    private ExamRequest request(Checkpoint model) {
        return new ExamRequest(
                model.id(),
                Optional.ofNullable(before.getValue()).map(Checkpoint::id),
                model.study().or(() -> Optional.ofNullable(study.getValue()).map(Study::id)),
                benchmark.getValue().name(),
                Optional.ofNullable(subjects.getValue()),
                method.getValue(),
                leaveOut.getValue(),
                settings.changes());
    }

    private void refused(String why) {
        problem.setText(why);
        start.setEnabled(true);
    }
}
