package org.careloop.web.trial.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.shell.FormSection;
import org.careloop.web.study.DesignWords;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyDesign.Criterion;
import org.careloop.web.trial.Rival;
import org.careloop.web.trial.TrialRequest;
import org.careloop.web.verdict.VerdictTerms;

/** What a blind trial asks: against whom, on which prompts, how strict. */
class TrialFields extends Div {
    private static final long serialVersionUID = 1L;

    private final Select<Rival> rival = new Select<>();
    private final Select<Study> source = new Select<>();
    private final IntegerField prompts = new IntegerField();
    private final IntegerField overlap = new IntegerField();
    private final CheckboxGroup<Criterion> criteria = new CheckboxGroup<>();
    private final NumberField effect = new NumberField();
    private final NumberField alpha = new NumberField();
    private final NumberField margin = new NumberField();
    private final TextField name = new TextField();
    private final transient Checkpoint candidate;

    TrialFields(Checkpoint candidate, List<Rival> rivals, List<Study> sources) {
        this.candidate = candidate;
        addClassName("page-body");
        rival.setItems(rivals);
        rival.setItemLabelGenerator(this::label);
        rival.setValue(rivals.getFirst());
        source.setItems(sources);
        source.setItemLabelGenerator(Study::name);
        number(prompts, "trial.prompts", TrialRequest.USUAL_PROMPTS);
        number(overlap, "trial.overlap", TrialRequest.USUAL_OVERLAP);
        overlap.setMax(StudyDesign.MOST_VOTES);
        percent(effect, "trial.effect", 100 * TrialRequest.USUAL_EFFECT);
        percent(alpha, "trial.alpha", 100 * VerdictTerms.USUAL_ALPHA);
        percent(margin, "trial.margin", 100 * VerdictTerms.USUAL_MARGIN);
        criteria.setItemLabelGenerator(criterion -> DesignWords.criterion(this, criterion));
        name.setMaxLength(NewStudy.LONGEST_NAME);
        name.setRequiredIndicatorVisible(true);
        rival.setLabel(getTranslation("trial.rival"));
        source.setLabel(getTranslation("trial.source"));
        criteria.setLabel(getTranslation("trial.criteria"));
        criteria.setHelperText(getTranslation("trial.criteria.help"));
        name.setLabel(getTranslation("trial.name"));
        name.setHelperText(getTranslation("trial.name.help"));
        add(
                section("who", rival, source, prompts),
                section("judging", overlap, criteria, name),
                section("strict", effect, alpha, margin));
    }

    private String label(Rival one) {
        String name = one.model().name();
        return switch (one.standing()) {
            case BASE -> getTranslation("trial.rival.base", name);
            case APPROVED -> getTranslation("trial.rival.approved", name);
            case OTHER -> name;
        };
    }

    private FormSection section(String key, Component... fields) {
        Div row = new Div(fields);
        row.addClassName("trial-fields");
        return new FormSection(getTranslation("trial." + key), getTranslation("trial." + key + ".text"), row);
    }

    private void number(IntegerField field, String key, int value) {
        field.setLabel(getTranslation(key));
        field.setHelperText(getTranslation(key + ".help"));
        field.setMin(1);
        field.setStepButtonsVisible(true);
        field.setValue(value);
        field.setValueChangeMode(ValueChangeMode.LAZY);
    }

    private void percent(NumberField field, String key, double value) {
        field.setLabel(getTranslation(key));
        field.setHelperText(getTranslation(key + ".help"));
        field.setValue(value);
        field.setValueChangeMode(ValueChangeMode.LAZY);
    }

    /** Follows the study whose prompts are asked: its criteria, and a name like its own. */
    void follow(Study study, String suggested) {
        source.setValue(study);
        List<Criterion> own = study.design().criteria();
        List<Criterion> offered = Stream.concat(
                        own.stream(),
                        Criterion.USUAL.stream()
                                .filter(usual ->
                                        own.stream().noneMatch(one -> one.key().equals(usual.key()))))
                .filter(criterion -> !criterion.key().equals("safety"))
                .toList();
        criteria.setItems(offered);
        criteria.select(own);
        name.setValue(suggested);
    }

    void onSource(HasValue.ValueChangeListener<? super HasValue.ValueChangeEvent<Study>> listener) {
        source.addValueChangeListener(listener::valueChanged);
    }

    /** Runs where something changes on which the outlook depends. */
    void onChange(Runnable changed) {
        rival.addValueChangeListener(change -> changed.run());
        Stream.of(prompts, overlap).forEach(field -> field.addValueChangeListener(change -> changed.run()));
        Stream.of(effect, alpha, margin).forEach(field -> field.addValueChangeListener(change -> changed.run()));
    }

    String name() {
        return name.getValue();
    }

    /** Empty while a field is empty. */
    Optional<TrialRequest> request() {
        boolean filled = Stream.<HasValue<?, ?>>of(rival, source, prompts, overlap, effect, alpha, margin)
                .noneMatch(HasValue::isEmpty);
        return filled
                ? Optional.of(new TrialRequest(
                        candidate.id(),
                        rival.getValue().model().id(),
                        source.getValue().id(),
                        prompts.getValue(),
                        overlap.getValue(),
                        criteria.getSelectedItems().stream().toList(),
                        alpha.getValue() / 100,
                        margin.getValue() / 100,
                        effect.getValue() / 100))
                : Optional.empty();
    }
}
