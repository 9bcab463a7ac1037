package org.careloop.web.study.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.shell.ActDialog;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.DesignVersion;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.SlotChange;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesigner;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyService;
import org.jspecify.annotations.Nullable;

/** How a study asks, and where it stands. What is entered stays until it is stored, whatever goes wrong. */
@Route("study/:study/design")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class StudyDesignView extends StudyPage implements BeforeLeaveObserver {
    private static final long serialVersionUID = 1L;

    private final transient StudyService studies;
    private final transient StudyDesigner designer;
    private final LifecycleCard life;
    private final DesignEditor editor = new DesignEditor(this::edited);
    private final DesignHistory history = new DesignHistory();
    private final TextField reason = new TextField();
    private final Button save = new Button();
    private final Button theirs = new Button();
    private final Span state = new Span();
    private final Problem problem = new Problem();
    private final Div bar;
    private transient @Nullable Study study;
    private boolean dirty;

    StudyDesignView(StudyService studies, StudyDesigner designer, LifecycleActs acts) {
        super(PageOfStudy.DESIGN, studies);
        this.studies = studies;
        this.designer = designer;
        this.life = new LifecycleCard(acts, this::show);
        bar = bar();
    }

    private Div bar() {
        reason.setPlaceholder(getTranslation("life.reason"));
        reason.setAriaLabel(getTranslation("life.reason"));
        reason.setMaxLength(StudyDesigner.LONGEST_REASON);
        reason.addClassName("save-reason");
        save.setText(getTranslation("save"));
        save.addThemeVariants(ButtonVariant.PRIMARY);
        save.setDisableOnClick(true);
        save.addClickListener(click -> editor.whenWhole(this::save));
        save.addClickShortcut(Key.KEY_S, KeyModifier.CONTROL);
        theirs.setText(getTranslation("design.theirs"));
        theirs.setVisible(false);
        theirs.addClickListener(click -> studies.find(study().id()).ifPresent(this::show));
        state.addClassName("quiet");
        state.getElement().setAttribute("role", "status");
        Div row = new Div(state, reason, theirs, save);
        row.addClassName("save-row");
        Div whole = new Div(problem, row);
        whole.addClassName("save-bar");
        return whole;
    }

    @Override
    protected void open(Study opened) {
        add(life, editor, history, bar);
        show(opened);
    }

    private Study study() {
        return Objects.requireNonNull(study);
    }

    private void show(Study now) {
        study = now;
        head(now);
        life.show(now);
        List<DesignVersion> versions = designer.history(now.id());
        editor.show(now, keys(versions));
        boolean signed = now.state() == Study.State.FROZEN;
        editor.setReadOnly(signed);
        bar.setVisible(!signed);
        history.show(versions);
        reason.setVisible(!now.isUnlocked());
        reason.clear();
        theirs.setVisible(false);
        save.setText(getTranslation("save"));
        problem.clear();
        dirty(false);
        state.setText(getTranslation("design.version.now", now.designVersion()));
    }

    private static Set<String> keys(List<DesignVersion> versions) {
        return versions.stream()
                .flatMap(version -> version.design().criteria().stream())
                .map(StudyDesign.Criterion::key)
                .collect(Collectors.toSet());
    }

    private void edited() {
        if (!dirty) {
            dirty(true);
            state.setText(getTranslation("design.unsaved"));
        }
    }

    private void dirty(boolean now) {
        dirty = now;
        // A step shows the study as it is stored then; what is not saved would be gone, and not be what is locked.
        life.setEnabled(!now);
        // A closed window would lose what is not stored; the browser asks.
        getElement().executeJs("window.onbeforeunload = $0 ? event => event.preventDefault() : null", now);
    }

    private void save() {
        save.setEnabled(true);
        problem.clear();
        if (!editor.validate()) {
            problem.setText(getTranslation("design.fields-wrong"));
            return;
        }
        try {
            StudyDesigner.Saved saved = designer.save(study(), editor.name(), editor.design(), reason.getValue());
            show(saved.study());
            state.setText(said(saved.slots()));
        } catch (BadInput e) {
            refuse(e);
        }
    }

    private void refuse(BadInput e) {
        String words = Problem.words(this, e);
        switch (e.code().orElse("")) {
            case StudyProblem.NAME_TAKEN -> editor.refuseName(words);
            case StudyProblem.CHANGED_MEANWHILE -> {
                problem.setText(words);
                theirs.setVisible(true);
                save.setText(getTranslation("design.mine"));
                studies.find(study().id()).ifPresent(stored -> {
                    study = stored;
                    reason.setVisible(!stored.isUnlocked());
                });
            }
            default -> problem.setText(words);
        }
    }

    private String said(SlotChange slots) {
        if (slots.equals(SlotChange.NONE)) {
            return getTranslation("design.saved");
        }
        String moved = getTranslation("design.saved.votes", slots.added(), slots.removed());
        return slots.beyond() == 0 ? moved : moved + " " + getTranslation("design.saved.beyond", slots.beyond());
    }

    @Override
    public void beforeLeave(BeforeLeaveEvent event) {
        if (dirty) {
            BeforeLeaveEvent.ContinueNavigationAction leaving = event.postpone();
            new ActDialog(
                            getTranslation("design.leave.title"),
                            getTranslation("design.leave.text"),
                            getTranslation("design.leave"),
                            () -> {
                                dirty(false);
                                leaving.proceed();
                            })
                    .open();
        }
    }
}
