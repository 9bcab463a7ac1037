package org.careloop.web.study.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextFieldBase;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.i18n.I18NProvider;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.careloop.web.shell.Figures;
import org.careloop.web.shell.FormSection;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Audience;
import org.careloop.web.study.StudyDesign.Order;
import org.jspecify.annotations.Nullable;

/** Who is handed which comparisons, how often, in which order, and what happens where they disagree. */
class AssignmentFields extends FormSection {
    private static final long serialVersionUID = 1L;
    private static final double HIGHEST_PERCENT = 100 * StudyDesign.HIGHEST_RATE;
    private static final int HIGHEST_GOAL = 1000;
    /** Never; no majority; less than two thirds; not everybody. */
    private static final List<Double> THRESHOLDS = List.of(0., .51, .66, 1.);

    private static final List<String> THRESHOLD_WORDS = List.of("never", "majority", "thirds", "all");
    /** Never; ratings three, two, one or more apart. */
    private static final List<Double> DISTANCES = List.of(0., .41, .61, .81);

    private static final List<String> DISTANCE_WORDS = List.of("never", "apart.3", "apart.2", "apart.1");

    private final IntegerField overlap = new IntegerField();
    private final Checkbox matchLanguage = new Checkbox();
    private final Checkbox matchSpecialty = new Checkbox();
    private final RadioButtonGroup<Order> order = new RadioButtonGroup<>();
    private final NumberField goldRate = new NumberField();
    private final NumberField repeatRate = new NumberField();
    private final Select<Double> adjudicateBelow = new Select<>();
    private final IntegerField sessionGoal = new IntegerField();
    private boolean rates;

    AssignmentFields(Runnable changed) {
        super(I18NProvider.translate("design.handing"), I18NProvider.translate("design.handing.text"));
        overlap.setLabel(getTranslation("design.field.overlap"));
        overlap.setHelperText(getTranslation("design.field.overlap.text"));
        overlap.setStepButtonsVisible(true);
        overlap.setMin(1);
        overlap.setMax(StudyDesign.MOST_VOTES);
        matchLanguage.setLabel(getTranslation("design.match.language"));
        matchSpecialty.setLabel(getTranslation("design.match.specialty"));
        Span help = new Span(getTranslation("design.field.audience.text"));
        help.addClassName("field-help");
        Div audience = new Div(new H3(getTranslation("design.field.audience")), help, matchLanguage, matchSpecialty);
        audience.addClassName("field-block");
        order.setLabel(getTranslation("design.field.order"));
        order.setItems(Order.values());
        order.setItemLabelGenerator(
                item -> getTranslation("design.order." + item.name().toLowerCase(Locale.ROOT)));
        rate(goldRate, "design.field.goldRate");
        rate(repeatRate, "design.field.repeatRate");
        adjudicateBelow.setLabel(getTranslation("design.field.adjudicateBelow"));
        adjudicateBelow.setItemLabelGenerator(this::threshold);
        sessionGoal.setLabel(getTranslation("design.field.sessionGoal"));
        sessionGoal.setHelperText(getTranslation("design.field.sessionGoal.text"));
        sessionGoal.setStepButtonsVisible(true);
        sessionGoal.setStep(5);
        sessionGoal.setMin(0);
        sessionGoal.setMax(HIGHEST_GOAL);
        add(overlap, audience, order, goldRate, repeatRate, adjudicateBelow, sessionGoal);
        overlap.setValueChangeMode(ValueChangeMode.EAGER);
        Stream.<HasValue<?, ?>>of(
                        overlap,
                        matchLanguage,
                        matchSpecialty,
                        order,
                        goldRate,
                        repeatRate,
                        adjudicateBelow,
                        sessionGoal)
                .forEach(field -> field.addValueChangeListener(change -> changed.run()));
    }

    private void rate(NumberField field, String key) {
        field.setLabel(getTranslation(key));
        field.setHelperText(getTranslation(key + ".text"));
        field.setSuffixComponent(new Span("%"));
        field.setMin(0);
        field.setMax(HIGHEST_PERCENT);
        field.setStepButtonsVisible(true);
    }

    private String threshold(@Nullable Double value) {
        double share = value == null ? 0 : value;
        int known = thresholds().indexOf(share);
        return known >= 0
                ? getTranslation("design.adjudicate." + (rates ? DISTANCE_WORDS : THRESHOLD_WORDS).get(known))
                : getTranslation("design.adjudicate.below", new Figures(this).percent(share));
    }

    private List<Double> thresholds() {
        return rates ? DISTANCES : THRESHOLDS;
    }

    void show(StudyDesign design, boolean locked) {
        rates = design.isRating();
        adjudicateBelow.setHelperText(
                getTranslation(rates ? "design.field.adjudicateBelow.rated" : "design.field.adjudicateBelow.text"));
        overlap.setValue(design.overlap());
        matchLanguage.setValue(design.audience().matchLanguage());
        matchSpecialty.setValue(design.audience().matchSpecialty());
        order.setValue(design.order());
        order.setReadOnly(locked);
        order.setHelperText(getTranslation(locked ? "design.order.locked" : "design.field.order.text"));
        goldRate.setValue(percent(design.goldRate()));
        repeatRate.setValue(percent(design.repeatRate()));
        List<Double> items = new ArrayList<>(thresholds());
        if (!items.contains(design.adjudicateBelow())) {
            items.add(design.adjudicateBelow());
        }
        adjudicateBelow.setItems(items);
        adjudicateBelow.setValue(design.adjudicateBelow());
        sessionGoal.setValue(design.sessionGoal());
    }

    /** Says beside each field what cannot be stored; whether all can. */
    boolean validate() {
        return within(overlap, overlap.getValue(), 1, StudyDesign.MOST_VOTES)
                & within(goldRate, goldRate.getValue(), 0, HIGHEST_PERCENT)
                & within(repeatRate, repeatRate.getValue(), 0, HIGHEST_PERCENT)
                & within(sessionGoal, sessionGoal.getValue(), 0, HIGHEST_GOAL);
    }

    private boolean within(TextFieldBase<?, ?> field, @Nullable Number value, double low, double high) {
        boolean valid = value != null && value.doubleValue() >= low && value.doubleValue() <= high;
        NumberFormat format = NumberFormat.getIntegerInstance(getLocale());
        field.setErrorMessage(getTranslation("design.between", format.format(low), format.format(high)));
        field.setInvalid(!valid);
        return valid;
    }

    void enter(StudyDesign.Draft draft) {
        draft.overlap = number(overlap.getValue()).intValue();
        draft.audience = new Audience(matchLanguage.getValue(), matchSpecialty.getValue());
        draft.order = order.getValue();
        draft.goldRate = number(goldRate.getValue()).doubleValue() / 100;
        draft.repeatRate = number(repeatRate.getValue()).doubleValue() / 100;
        draft.adjudicateBelow = number(adjudicateBelow.getValue()).doubleValue();
        draft.sessionGoal = number(sessionGoal.getValue()).intValue();
    }

    private static Number number(@Nullable Number value) {
        return value == null ? 0 : value;
    }

    /** A share as percent, to the tenth, so that .07 is not 7.000000000000001. */
    private static double percent(double share) {
        return Math.round(share * 1000) / 10.;
    }
}
