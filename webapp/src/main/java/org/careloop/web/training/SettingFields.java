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
import org.careloop.run.RunKind;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;

/** A field for each setting of a kind of run, under the headings of their groups; one left empty keeps its default. */
class SettingFields extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Map<SettingDescription, AbstractField<?, String>> fields = new LinkedHashMap<>();

    SettingFields(RunKind kind, Locale language) {
        addClassName("form");
        for (Settings.Section section : Settings.sections(TrainerSettings.of(kind))) {
            add(new H3(section.title().in(language)));
            section.settings().forEach(setting -> add(field(setting, language)));
        }
    }

    /** What was filled in, by name, as JSON has it. */
    Map<String, Object> changes() {
        Map<String, Object> changes = new LinkedHashMap<>();
        fields.forEach((setting, field) -> {
            if (!isEmpty(field)) {
                changes.put(setting.name(), Settings.value(field.getValue()));
            }
        });
        return changes;
    }

    /** Whether the trainer takes all that was filled in. */
    boolean fit() {
        return fields.entrySet().stream().allMatch(each -> fits(each.getKey(), each.getValue()));
    }

    /** Puts the cursor where the first does not fit. */
    void focusOnMisfit() {
        fields.entrySet().stream()
                .filter(each -> !fits(each.getKey(), each.getValue()))
                .findFirst()
                .ifPresent(each -> ((Focusable<?>) each.getValue()).focus());
    }

    private Component field(SettingDescription setting, Locale language) {
        if (setting.choices().isEmpty()) {
            TextField text = new TextField();
            text.setPlaceholder(setting.byDefault());
            text.setSuffixComponent(new Span(setting.unit(language)));
            text.setWidthFull();
            return described(text, setting, language);
        }
        Select<String> select = new Select<>();
        select.setItems(setting.choices());
        select.setPlaceholder(setting.byDefault());
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(setting.byDefault());
        select.setWidthFull();
        return described(select, setting, language);
    }

    private <F extends AbstractField<F, String> & HasLabel & HasHelper & HasValidationProperties> F described(
            F field, SettingDescription setting, Locale language) {
        field.setLabel(setting.name());
        field.setHelperText(setting.sentence(language) + " · " + setting.expected(language));
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
