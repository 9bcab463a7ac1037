package org.careloop.web.study.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.careloop.web.shell.FormSection;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scale;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyDesign.Required;
import org.careloop.web.study.StudyKind;

/** What a clinician is asked about a pair: verdict, criteria, reasons, flags, corrections. */
class QuestionFields extends FormSection {
    private static final long serialVersionUID = 1L;
    /** A text has no verdict that could be strong. */
    private static final List<Required> RATED = List.of(Required.RATIONALE, Required.FLAG_SPAN);

    private final RadioButtonGroup<Scale> scale = new RadioButtonGroup<>();
    private transient StudyKind kind = StudyKind.COMPARISON;
    private final CriteriaEditor criteria;
    private final Checkbox criteriaFirst = new Checkbox();
    private final CheckboxGroup<Required> required = new CheckboxGroup<>();
    private final CheckboxGroup<FlagKind> flags = new CheckboxGroup<>();
    private final Checkbox corrections = new Checkbox();
    private final Checkbox plainLinks = new Checkbox();

    QuestionFields(Runnable changed) {
        super(I18NProvider.translate("design.asking"), I18NProvider.translate("design.asking.text"));
        criteria = new CriteriaEditor(changed);
        scale.setLabel(getTranslation("design.field.scale"));
        scale.setItems(Scale.values());
        scale.setRenderer(new ComponentRenderer<>(choice -> explained("design.scale." + word(choice))));
        criteriaFirst.setLabel(getTranslation("design.field.criteriaFirst"));
        criteriaFirst.setHelperText(getTranslation("design.field.criteriaFirst.text"));
        required.setLabel(getTranslation("design.field.required"));
        required.setItemLabelGenerator(item -> getTranslation("design.required." + word(item)));
        flags.setLabel(getTranslation("design.field.flags"));
        flags.setHelperText(getTranslation("design.field.flags.text"));
        flags.setItems(FlagKind.values());
        flags.setItemLabelGenerator(kind -> DesignWords.flag(this, kind));
        corrections.setLabel(getTranslation("design.field.corrections"));
        corrections.setHelperText(getTranslation("design.field.corrections.text"));
        plainLinks.setLabel(getTranslation("design.field.plainLinks"));
        plainLinks.setHelperText(getTranslation("design.field.plainLinks.text"));
        Span explanation = new Span(getTranslation("design.field.criteria.text"));
        explanation.addClassName("field-help");
        Div list = new Div(new H3(getTranslation("design.field.criteria")), explanation, criteria, criteriaFirst);
        list.addClassName("field-block");
        add(scale, list, required, flags, corrections, plainLinks);
        Stream.<HasValue<?, ?>>of(scale, criteriaFirst, required, flags, corrections, plainLinks)
                .forEach(field -> field.addValueChangeListener(change -> changed.run()));
    }

    void show(StudyDesign design, Set<String> keys) {
        kind = design.kind();
        scale.setVisible(!design.isRating());
        criteriaFirst.setVisible(!design.isRating());
        corrections.setVisible(!design.isRating());
        required.setItems(design.isRating() ? RATED : List.of(Required.values()));
        scale.setValue(design.scale());
        criteria.show(design, keys);
        criteriaFirst.setValue(design.criteriaFirst());
        required.setValue(design.required());
        flags.setValue(design.flags());
        corrections.setValue(design.corrections());
        plainLinks.setValue(design.plainLinks());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Div explained(String key) {
        Span help = new Span(getTranslation(key + ".text"));
        help.addClassName("field-help");
        Div both = new Div(new Span(getTranslation(key)), help);
        both.addClassName("option");
        return both;
    }

    void enter(StudyDesign.Draft draft) {
        draft.kind = kind;
        draft.scale = scale.getValue();
        draft.criteria = criteria.value();
        draft.criteriaFirst = criteriaFirst.getValue();
        draft.required = required.getValue();
        draft.flags = flags.getValue();
        draft.corrections = corrections.getValue();
        draft.plainLinks = plainLinks.getValue();
    }

    boolean validate() {
        return criteria.validate();
    }
}
