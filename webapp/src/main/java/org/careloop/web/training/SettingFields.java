package org.careloop.web.training;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.RunKind;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.jspecify.annotations.Nullable;

/** A field for each setting of a kind of run, under the headings of their groups; one left empty keeps its default. */
public class SettingFields extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Map<SettingDescription, AbstractField<?, String>> fields = new LinkedHashMap<>();

    public SettingFields(RunKind kind, Locale language) {
        addClassName("form");
        for (Settings.Section section : Settings.sections(TrainerSettings.of(kind))) {
            add(new H3(section.title().in(language)));
            section.settings().forEach(setting -> add(field(setting, language)));
        }
    }

    /** Fills the fields with settings by name, as JSON has them; those that are not named become empty. */
    public void fill(Map<String, Object> settings) {
        fields.forEach((setting, field) -> {
            Object value = settings.get(setting.name());
            field.setValue(
                    value == null ? field.getEmptyValue() : value instanceof String text ? text : written(value));
        });
    }

    private static String written(Object value) {
        return Json.MAPPER.writeValueAsString(value);
    }

    /** Told of every change in a field. */
    public void onChange(Runnable listener) {
        fields.values().forEach(field -> field.addValueChangeListener(change -> listener.run()));
    }

    /** What was filled in and differs from the preset, or from the defaults without one; by name, as JSON has it. */
    public Map<String, Object> changes() {
        Map<String, Object> changes = new LinkedHashMap<>();
        Map<String, String> preset = chosen().chosen();
        fields.forEach((setting, field) -> {
            if (!isEmpty(field) && !isUsual(setting, field, preset)) {
                changes.put(setting.name(), setting.inJson(Settings.value(field.getValue())));
            }
        });
        return changes;
    }

    private Preset chosen() {
        return fields.entrySet().stream()
                .filter(each -> each.getKey().name().equals(Preset.SETTING))
                .map(each -> preset(each.getValue().getValue()))
                .findFirst()
                .orElse(Preset.NONE);
    }

    private static boolean isUsual(
            SettingDescription setting, AbstractField<?, String> field, Map<String, String> preset) {
        String usual = preset.getOrDefault(setting.name(), setting.byDefault());
        return setting.read(Settings.value(field.getValue())).equals(setting.read(Settings.value(usual)));
    }

    /** Whether the trainer takes all that was filled in. */
    public boolean fit() {
        return fields.entrySet().stream().allMatch(each -> fits(each.getKey(), each.getValue()));
    }

    /** Puts the cursor where the first does not fit. */
    public void focusOnMisfit() {
        fields.entrySet().stream()
                .filter(each -> !fits(each.getKey(), each.getValue()))
                .findFirst()
                .ifPresent(each -> ((Focusable<?>) each.getValue()).focus());
    }

    private Component field(SettingDescription setting, Locale language) {
        if (setting.choices().isEmpty()) {
            TextField text = new TextField();
            showDefault(text, setting.byDefault());
            text.setSuffixComponent(new Span(setting.unit(language)));
            text.setWidthFull();
            return described(text, setting, language);
        }
        Select<String> select = new Select<>();
        select.setItems(setting.choices());
        select.setEmptySelectionAllowed(true);
        select.setWidthFull();
        showDefault(select, setting.byDefault());
        if (setting.name().equals(Preset.SETTING)) {
            select.setItemLabelGenerator(label -> preset(label).named(language));
            select.addValueChangeListener(change -> show(preset(change.getValue()), language));
        }
        return described(select, setting, language);
    }

    private static Preset preset(@Nullable String label) {
        return label == null || label.isEmpty() ? Preset.NONE : Preset.parse(label);
    }

    /** Shows a preset's values where the defaults stand, each with its reason. */
    private void show(Preset preset, Locale language) {
        fields.forEach((setting, field) -> {
            if (!setting.name().equals(Preset.SETTING)) {
                showDefault(field, preset.chosen().getOrDefault(setting.name(), setting.byDefault()));
                String why = preset.why(setting.name(), language);
                ((HasHelper) field).setHelperText(help(setting, language) + (why.isEmpty() ? "" : " · " + why));
            }
        });
    }

    private static void showDefault(AbstractField<?, String> field, String value) {
        if (field instanceof TextField text) {
            text.setPlaceholder(value);
        } else if (field instanceof Select<?> select) {
            select.setPlaceholder(value);
            select.setEmptySelectionCaption(value);
        }
    }

    private static String help(SettingDescription setting, Locale language) {
        return setting.sentence(language) + " · " + setting.expected(language);
    }

    private <F extends AbstractField<F, String> & HasLabel & HasHelper & HasValidationProperties> F described(
            F field, SettingDescription setting, Locale language) {
        field.setLabel(setting.name());
        field.setHelperText(help(setting, language));
        field.addValueChangeListener(change -> {
            boolean fits = fits(setting, field);
            field.setErrorMessage(fits ? "" : setting.refusal(field.getValue(), language));
            field.setInvalid(!fits);
        });
        fields.put(setting, field);
        return field;
    }

    private static boolean fits(SettingDescription setting, AbstractField<?, String> field) {
        try {
            return isEmpty(field) || setting.read(Settings.value(field.getValue())) != null;
        } catch (BadInput e) {
            return false;
        }
    }

    private static boolean isEmpty(AbstractField<?, String> field) {
        return field.getValue() == null || field.getValue().isBlank();
    }
}
