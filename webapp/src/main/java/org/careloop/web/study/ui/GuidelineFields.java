package org.careloop.web.study.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.function.SerializableRunnable;
import com.vaadin.flow.i18n.I18NProvider;
import org.careloop.web.shell.FormSection;
import org.careloop.web.shell.LanguageTags;
import org.careloop.web.shell.SafeMarkdown;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.StudyDesign;

/** What the study is called, in which languages, and how to judge; the guidelines beside how they will read. */
class GuidelineFields extends FormSection {
    private static final long serialVersionUID = 1L;

    private final TextField name = new TextField();
    private final LanguageTags languages;
    private final TextArea guidelines = new TextArea();
    private final Markdown preview = new Markdown("");

    GuidelineFields(Runnable changed) {
        super(I18NProvider.translate("design.about"), I18NProvider.translate("design.about.text"));
        name.setLabel(getTranslation("study.name"));
        name.setRequiredIndicatorVisible(true);
        languages = new LanguageTags(getTranslation("design.field.languages"));
        languages.setHelperText(getTranslation("design.field.languages.text"));
        guidelines.setLabel(getTranslation("design.field.guidelines"));
        guidelines.setHelperText(getTranslation("design.field.guidelines.text"));
        guidelines.setMinRows(10);
        guidelines.setMaxRows(28);
        Button example = new Button(getTranslation("design.guidelines.example"), click -> appendExample());
        example.addThemeVariants(ButtonVariant.SMALL);
        Div writing = new Div(guidelines, example);
        Div reading = new Div(new H3(getTranslation("design.guidelines.preview")), preview);
        reading.addClassNames("guidelines", "guidelines-preview");
        reading.getElement().setAttribute("tabindex", "0");
        reading.getElement().setAttribute("role", "region");
        reading.getElement().setAttribute("aria-label", getTranslation("design.guidelines.preview"));
        Div both = new Div(writing, reading);
        both.addClassName("writing-and-reading");
        add(name, languages, both);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        guidelines.setValueChangeMode(ValueChangeMode.LAZY);
        name.addValueChangeListener(change -> changed.run());
        languages.addValueChangeListener(change -> changed.run());
        guidelines.addValueChangeListener(change -> {
            preview.setContent(SafeMarkdown.of(change.getValue()));
            changed.run();
        });
    }

    private void appendExample() {
        String before = guidelines.getValue();
        guidelines.setValue(
                before + (before.isBlank() ? "" : "\n\n") + getTranslation("design.guidelines.example.text"));
        guidelines.focus();
    }

    void show(String studyName, StudyDesign design) {
        name.setValue(studyName);
        languages.choose(design.languages());
        guidelines.setValue(design.guidelines());
    }

    String name() {
        return name.getValue();
    }

    /**
     * Runs once the text is here as it stands in the browser. One that waits to be sent is dropped by the framework when an act
     * comes between and its last two changes are alike (vaadin/flow#17931).
     */
    void whenWhole(SerializableRunnable next) {
        guidelines.getElement().executeJs("return this.value").then(String.class, text -> {
            guidelines.setValue(text);
            next.run();
        });
    }

    void enter(StudyDesign.Draft draft) {
        draft.languages = languages.tags();
        draft.guidelines = guidelines.getValue();
    }

    boolean validate() {
        int length = name.getValue().strip().length();
        name.setErrorMessage(
                length == 0
                        ? getTranslation("design.name.missing")
                        : getTranslation("design.long", length, NewStudy.LONGEST_NAME));
        name.setInvalid(length == 0 || length > NewStudy.LONGEST_NAME);
        int text = guidelines.getValue().length();
        guidelines.setErrorMessage(getTranslation("design.long", text, StudyDesign.LONGEST_GUIDELINES));
        guidelines.setInvalid(text > StudyDesign.LONGEST_GUIDELINES);
        return !name.isInvalid() && !guidelines.isInvalid();
    }

    /** Says beside the name what the service found wrong with it. */
    void refuseName(String problem) {
        name.setErrorMessage(problem);
        name.setInvalid(true);
        name.focus();
    }
}
