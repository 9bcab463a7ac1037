package org.careloop.web.study.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.shell.Page;
import org.careloop.web.shell.Problem;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;

/** Begins a study: a name and what to start from. All else is designed on its own page. */
@Route("study/new")
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
class NewStudyView extends Page {
    private static final long serialVersionUID = 1L;

    private final TextField name = new TextField();
    private final RadioButtonGroup<DesignTemplate> template = new RadioButtonGroup<>();
    private final Button create = new Button();

    NewStudyView(StudyService studies, CurrentPerson person) {
        super(I18NProvider.translate("study.new"));
        name.setLabel(getTranslation("study.name"));
        name.setHelperText(getTranslation("study.name.help"));
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        template.setLabel(getTranslation("study.template"));
        template.setItems(DesignTemplate.values());
        template.setRenderer(new ComponentRenderer<>(this::explained));
        template.setValue(DesignTemplate.MEDICAL);
        create.setText(getTranslation("study.create"));
        create.addClickListener(click -> create(studies, person));
        create.addClickShortcut(Key.ENTER);
        create.addThemeVariants(ButtonVariant.PRIMARY);
        create.setDisableOnClick(true);
        Span next = new Span(getTranslation("study.create.next"));
        next.addClassName("quiet");
        Div form = card(name, template, next, new Span(create));
        form.addClassNames("form", "narrow-form");
        add(form);
    }

    private Div explained(DesignTemplate choice) {
        String key = "study.template." + choice.name().toLowerCase(Locale.ROOT);
        Span help = new Span(getTranslation(key + ".text"));
        help.addClassName("field-help");
        Div both = new Div(new Span(getTranslation(key)), help);
        both.addClassName("option");
        return both;
    }

    private void create(StudyService studies, CurrentPerson person) {
        try {
            String key = template.getValue().guidelines();
            String guidelines = key.isEmpty() ? "" : getTranslation(key);
            Study study = studies.create(
                    new NewStudy(name.getValue(), template.getValue().design(guidelines), Study.State.DRAFT),
                    person.id());
            getUI().ifPresent(ui -> ui.navigate(PageOfStudy.DESIGN.address(study.id())));
        } catch (BadInput e) {
            name.setErrorMessage(Problem.words(this, e));
            name.setInvalid(true);
            name.focus();
            create.setEnabled(true);
        }
    }
}
