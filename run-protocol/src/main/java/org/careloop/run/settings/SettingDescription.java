package org.careloop.run.settings;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/** One setting: name, default, sentence, unit and accepted values, for lists of settings and for reading values. */
public final class SettingDescription {
    private final RecordComponent component;
    private final Setting setting;
    private final String byDefault;
    private final SettingType type;

    /** @param byDefault the default in the command that is described */
    SettingDescription(RecordComponent component, Setting setting, String byDefault) {
        this.component = component;
        this.setting = setting;
        this.byDefault = byDefault;
        this.type = SettingType.of(component.getGenericType(), setting);
    }

    /** Its name on the command line and in {@code run.json}. */
    public String name() {
        return component.getName();
    }

    /** The default, written as for {@code --set}. */
    public String byDefault() {
        return byDefault;
    }

    /** Its effect in a sentence. */
    public String sentence(Locale locale) {
        return SettingWords.in(locale).text(key(), setting.sentence());
    }

    /** The unit of its number; empty if it needs none. */
    public String unit(Locale locale) {
        return SettingWords.in(locale)
                .text("unit." + setting.unit(), setting.unit().english());
    }

    /** The accepted values in words, such as {@code a whole number, 1 or more}. */
    public String expected(Locale locale) {
        return type.words(SettingWords.in(locale));
    }

    /** Says at a form's field that what was given is not accepted, and what is, with the unit. */
    public String refusal(String given, Locale locale) {
        SettingWords words = SettingWords.in(locale);
        String unit = unit(locale);
        return unit.isEmpty()
                ? words.phrase("refused", "\u201c%s\u201d does not fit; expected %s", given, expected(locale))
                : words.phrase(
                        "refused.unit", "\u201c%s\u201d does not fit; expected %s (%s)", given, expected(locale), unit);
    }

    /** The accepted values if these are all; else empty. */
    public List<String> choices() {
        return type.isClosed() ? type.choices() : List.of();
    }

    /**
     * Converts a given value to the type of the record component.
     *
     * @param given a value as read from JSON
     * @throws BadInput naming the setting, what was given, what was expected and what to do
     */
    public Object read(@Nullable Object given) {
        Object value = type.read(given);
        if (value == null) {
            String written = Json.MAPPER.writeValueAsString(given);
            Phrase.Localized expected = this::expected;
            throw BadInput.coded(
                    "setting.unfit",
                    "setting \"%s\" is %s; expected %s: change it, or leave it out for the default, %s"
                            .formatted(name(), written, expected(Locale.ENGLISH), byDefault()),
                    name(),
                    written,
                    expected,
                    byDefault());
        }
        return value;
    }

    /** The same value as {@code run.json} has it: a number as a number, however it was written. */
    public Object inJson(Object given) {
        Object value = read(given);
        return given instanceof String && value instanceof Number ? value : given;
    }

    Range range() {
        return type.range();
    }

    /** The key of its sentence in the translations: the record that declares it, and its name. */
    String key() {
        return SettingRecords.key(component);
    }
}
