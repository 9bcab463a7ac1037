package org.careloop.web.study;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import org.careloop.run.BadInput;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Page;

/** Makes a study: a name, how to judge, and how many votes each comparison gets. */
@Route("study/new")
@RolesAllowed(Role.Names.STUDY_LEAD)
class NewStudyView extends Page {
    private static final long serialVersionUID = 1L;
    private static final int USUAL_OVERLAP = 2;

    private final TextField name = new TextField();
    private final IntegerField overlap = new IntegerField();
    private final TextArea guidelines = new TextArea();
    private final Div problem = new Div();
    private final Button create = new Button();

    NewStudyView(StudyService studies, CurrentPerson person) {
        super(I18NProvider.translate("study.new"));
        name.setLabel(getTranslation("study.name"));
        name.setRequired(true);
        name.setMaxLength(200);
        overlap.setLabel(getTranslation("study.overlap"));
        overlap.setHelperText(getTranslation("study.overlap.help"));
        overlap.setMin(1);
        overlap.setMax(NewStudy.MOST_VOTES);
        overlap.setStepButtonsVisible(true);
        overlap.setValue(USUAL_OVERLAP);
        guidelines.setLabel(getTranslation("study.guidelines"));
        guidelines.setHelperText(getTranslation("study.guidelines.help"));
        guidelines.setMinRows(6);
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        create.setText(getTranslation("study.create"));
        create.addClickListener(click -> create(studies, person));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setDisableOnClick(true);
        Div form = card(name, overlap, guidelines, problem, new Span(create));
        form.addClassName("form");
        add(form);
    }

    private void create(StudyService studies, CurrentPerson person) {
        try {
            Integer votes = overlap.getValue();
            Study study = studies.create(
                    new NewStudy(name.getValue(), guidelines.getValue(), votes == null ? 0 : votes), person.id());
            getUI().ifPresent(ui -> ui.navigate(StudyView.class, study.id().toString()));
        } catch (BadInput e) {
            problem.setText(e.getMessage());
            create.setEnabled(true);
        }
    }
}
