package org.careloop.web.study.ui;

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
import org.careloop.web.shell.FormSection;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.Scale;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyDesign.Required;

/** What a clinician is asked about a pair: verdict, criteria, reasons, flags, corrections. */
class QuestionFields extends FormSection {
    private static final long serialVersionUID = 1L;

    private final RadioButtonGroup<Scale> scale = new RadioButtonGroup<>();
    private final CriteriaEditor criteria;
    private final Checkbox criteriaFirst = new Checkbox();
    private final CheckboxGroup<Required> required = new CheckboxGroup<>();
    private final CheckboxGroup<FlagKind> flags = new CheckboxGroup<>();
    private final Checkbox corrections = new Checkbox();

    QuestionFields(Runnable changed) {
        super(I18NProvider.translate("design.asking"), I18NProvider.translate("design.asking.text"));
        criteria = new CriteriaEditor(changed);
        scale.setLabel(getTranslation("design.scale"));
        scale.setItems(Scale.values());
        scale.setRenderer(new ComponentRenderer<>(choice -> explained("design.scale." + word(choice))));
        criteriaFirst.setLabel(getTranslation("design.criteria.first"));
        criteriaFirst.setHelperText(getTranslation("design.criteria.first.text"));
        required.setLabel(getTranslation("design.required"));
        required.setItems(Required.values());
        required.setItemLabelGenerator(item -> getTranslation("design.required." + word(item)));
        flags.setLabel(getTranslation("design.flags"));
        flags.setHelperText(getTranslation("design.flags.text"));
        flags.setItems(FlagKind.values());
        flags.setItemLabelGenerator(kind -> DesignWords.flag(this, kind));
        corrections.setLabel(getTranslation("design.corrections"));
        corrections.setHelperText(getTranslation("design.corrections.text"));
        Span explanation = new Span(getTranslation("design.criteria.text"));
        explanation.addClassName("field-help");
        Div list = new Div(new H3(getTranslation("design.criteria")), explanation, criteria, criteriaFirst);
        list.addClassName("field-block");
        add(scale, list, required, flags, corrections);
        scale.addValueChangeListener(change -> changed.run());
        criteriaFirst.addValueChangeListener(change -> changed.run());
        required.addValueChangeListener(change -> changed.run());
        flags.addValueChangeListener(change -> changed.run());
        corrections.addValueChangeListener(change -> changed.run());
    }

    void show(StudyDesign design, Set<String> keys) {
        scale.setValue(design.scale());
        criteria.show(design.criteria(), keys);
        criteriaFirst.setValue(design.criteriaFirst());
        required.setValue(design.required());
        flags.setValue(design.flags());
        corrections.setValue(design.corrections());
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

    Scale scale() {
        return scale.getValue();
    }

    List<Criterion> criteria() {
        return criteria.value();
    }

    boolean criteriaFirst() {
        return criteriaFirst.getValue();
    }

    Set<Required> required() {
        return required.getValue();
    }

    Set<FlagKind> flags() {
        return flags.getValue();
    }

    boolean corrections() {
        return corrections.getValue();
    }

    boolean validate() {
        return criteria.validate();
    }
}
