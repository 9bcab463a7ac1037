package org.careloop.web.answers.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.web.answers.AnsweringRequest;
import org.careloop.web.answers.AnsweringService;
import org.careloop.web.answers.PromptShare;
import org.careloop.web.answers.UnseenPrompts;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyRoute;
import org.careloop.web.study.StudyService;
import org.careloop.web.training.Run;
import org.careloop.web.training.SettingFields;

/** Lets models answer a study's prompts: which prompts, who answers, where the pairs go. */
@Route("answer/:study")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
class AnswerView extends Page implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    private final transient AnsweringService answering;
    private final transient CheckpointService checkpoints;
    private final transient StudyService studies;
    private final transient StudyAccess access;
    private final CurrentPerson person;
    private final MultiSelectComboBox<Checkpoint> models = new MultiSelectComboBox<>();
    private final ServerFields servers = new ServerFields();
    private final RadioButtonGroup<PromptShare> share = new RadioButtonGroup<>();
    private final Paragraph counts = new Paragraph();
    private final IntegerField most = new IntegerField();
    private final Select<Checkpoint> reward = new Select<>();
    private final SettingFields settings = new SettingFields(RunKind.ANSWER, getLocale());
    private final Details more = new Details(getTranslation("train.advanced"), new Div());
    private final Div problem = new Div();
    private final Button start = new Button();

    AnswerView(
            AnsweringService answering,
            CheckpointService checkpoints,
            StudyService studies,
            StudyAccess access,
            CurrentPerson person) {
        super(I18NProvider.translate("answer.title"));
        this.answering = answering;
        this.checkpoints = checkpoints;
        this.studies = studies;
        this.access = access;
        this.person = person;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        StudyRoute.study(event, studies).ifPresent(study -> {
            setHeading(getTranslation("answer.title"));
            addBesideHeading(new Anchor("study/" + study.id(), study.name()));
            show(study);
        });
    }

    private void show(Study study) {
        PairsTarget target = target(study);
        askFor(study);
        chooseModels(study);
        more.removeAll();
        more.add(new Paragraph(getTranslation("train.settings.help")), reward, settings);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        start.setText(getTranslation("answer.start"));
        start.addThemeVariants(ButtonVariant.PRIMARY);
        start.setDisableOnClick(true);
        start.addClickListener(click -> start(study, target));
        Anchor help = new Anchor("help/ml-engineer", getTranslation("answer.help"));
        Div form = card(
                new Paragraph(getTranslation("answer.text")),
                models,
                servers,
                share,
                counts,
                most,
                target,
                more,
                problem,
                new Div(start),
                help);
        form.addClassName("form");
        add(form);
        count(study);
    }

    private PairsTarget target(Study study) {
        List<Study> drafts = studies.list().stream()
                .filter(one -> one.state() == Study.State.DRAFT && access.mayLead(one.id()))
                .toList();
        return new PairsTarget(
                person.has(Role.STUDY_LEAD), drafts, getTranslation("answer.into.suggested", study.name()));
    }

    private void askFor(Study study) {
        share.setLabel(getTranslation("answer.share"));
        share.setItems(PromptShare.values());
        share.setItemLabelGenerator(
                one -> getTranslation("answer.share." + one.name().toLowerCase(Locale.ROOT)));
        share.setValue(PromptShare.UNSEEN);
        share.addValueChangeListener(change -> count(study));
        counts.addClassName("quiet");
        counts.getElement().setAttribute("role", "status");
        most.setLabel(getTranslation("answer.most"));
        most.setHelperText(getTranslation("answer.most.help"));
        most.setMin(1);
        most.setWidthFull();
    }

    private void chooseModels(Study study) {
        models.setLabel(getTranslation("answer.models"));
        models.setHelperText(getTranslation("answer.models.help"));
        models.setItems(ofKind(ModelKind.POLICY));
        models.setItemLabelGenerator(Checkpoint::name);
        models.setWidthFull();
        models.addValueChangeListener(change -> count(study));
        reward.setLabel(getTranslation("answer.reward"));
        reward.setHelperText(getTranslation("answer.reward.help"));
        reward.setItems(ofKind(ModelKind.REWARD));
        reward.setItemLabelGenerator(one -> one == null ? "" : one.name());
        reward.setEmptySelectionAllowed(true);
        reward.setWidthFull();
    }

    private List<Checkpoint> ofKind(ModelKind wanted) {
        return checkpoints.list().stream()
                .filter(checkpoint -> checkpoint.kind() == wanted)
                .toList();
    }

    /** Says which prompts training has seen, and how that is known. */
    private void count(Study study) {
        try {
            UnseenPrompts unseen = answering.unseen(study.id(), chosen());
            String known = getTranslation("answer.seen", unseen.seen(), unseen.all(), unseen.unseen());
            counts.setText(
                    unseen.untold().isEmpty()
                            ? known
                            : known + " "
                                    + getTranslation(
                                            "answer.untold",
                                            String.join(getTranslation("list.comma"), unseen.untold())));
        } catch (BadInput e) {
            counts.setText(Problem.words(this, e));
        } catch (IOException e) {
            counts.setText(Problem.words(this, Failure.words(e)));
        }
    }

    private List<CheckpointId> chosen() {
        return models.getValue().stream().map(Checkpoint::id).toList();
    }

    private void start(Study study, PairsTarget target) {
        if (!settings.fit()) {
            more.setOpened(true);
            settings.focusOnMisfit();
            refused(getTranslation("train.settings.refused"));
            return;
        }
        try {
            AnsweringRequest request = request(study, target);
            Optional<String> name = target.newStudy();
            Run run = name.isPresent()
                    ? answering.startInto(name.get(), request, person.id())
                    : answering.start(request, person.id());
            getUI().ifPresent(ui -> ui.navigate("runs/" + run.id()));
        } catch (BadInput e) {
            refused(Problem.words(this, e));
        } catch (IOException e) {
            refused(getTranslation("train.unwritable", Problem.words(this, Failure.words(e))));
        }
    }

    private AnsweringRequest request(Study study, PairsTarget target) {
        return new AnsweringRequest(
                study.id(),
                share.getValue(),
                Objects.requireNonNullElse(most.getValue(), 0),
                chosen(),
                servers.servers(),
                Optional.ofNullable(reward.getValue()).map(Checkpoint::id),
                target.into(),
                settings.changes());
    }

    private void refused(String why) {
        problem.setText(why);
        start.setEnabled(true);
    }
}
