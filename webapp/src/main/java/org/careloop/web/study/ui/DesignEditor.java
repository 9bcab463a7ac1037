package org.careloop.web.study.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.function.SerializableRunnable;
import java.util.Set;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;

/** The form of a design, with what a clinician will be asked drawn beside it as one changes it. */
class DesignEditor extends Div {
    private static final long serialVersionUID = 1L;

    private final GuidelineFields about;
    private final QuestionFields asking;
    private final AssignmentFields handing;
    private final DesignPreview preview = new DesignPreview();
    private final Runnable changed;
    private boolean filling;

    /** @param changed told when a person changed anything */
    DesignEditor(Runnable changed) {
        this.changed = changed;
        about = new GuidelineFields(this::edited);
        asking = new QuestionFields(this::edited);
        handing = new AssignmentFields(this::edited);
        addClassName("design-editor");
        Div form = new Div(about, asking, handing);
        form.addClassName("design-form");
        add(form, preview);
    }

    /** @param keys those that the study's criteria have or ever had */
    void show(Study study, Set<String> keys) {
        filling = true;
        about.show(study.name(), study.design());
        asking.show(study.design(), keys);
        handing.show(study.design(), !study.isUnlocked());
        filling = false;
        preview.show(study.design());
    }

    /** Lets everything be read and nothing be changed. */
    void setReadOnly(boolean readOnly) {
        readOnly(about, readOnly);
        readOnly(asking, readOnly);
        readOnly(handing, readOnly);
    }

    private static void readOnly(Component part, boolean readOnly) {
        if (part instanceof HasValueAndElement<?, ?> field) {
            field.setReadOnly(readOnly);
        } else if (part instanceof Button button) {
            button.setVisible(!readOnly);
        } else {
            part.getChildren().forEach(child -> readOnly(child, readOnly));
        }
    }

    private void edited() {
        if (!filling) {
            preview.show(asked());
            changed.run();
        }
    }

    /** What the preview needs; fields that are wrong for now do not matter to it. */
    private StudyDesign asked() {
        return StudyDesign.of(asking::enter);
    }

    String name() {
        return about.name();
    }

    /** The design as entered; only after {@link #validate} said yes. */
    StudyDesign design() {
        return StudyDesign.of(draft -> {
            about.enter(draft);
            asking.enter(draft);
            handing.enter(draft);
        });
    }

    /** Runs once everything is here as it stands in the browser. */
    void whenWhole(SerializableRunnable next) {
        about.whenWhole(next);
    }

    /** Says beside each field what cannot be stored; whether all can. */
    boolean validate() {
        boolean valid = about.validate() & asking.validate() & handing.validate();
        if (!valid) {
            getElement().executeJs("this.querySelector('[invalid]')?.focus()");
        }
        return valid;
    }

    void refuseName(String problem) {
        about.refuseName(problem);
    }
}
