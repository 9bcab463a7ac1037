package org.careloop.run.settings;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;

/** All that is known of one setting, for whoever lists settings or reads their values. */
public final class SettingDescription {
    private final RecordComponent component;
    private final Setting setting;
    private final SettingType type;

    SettingDescription(RecordComponent component, Setting setting) {
        this.component = component;
        this.setting = setting;
        this.type = SettingType.of(component.getGenericType(), setting);
    }

    /** As people write it. */
    public String name() {
        return component.getName();
    }

    /** The default as people would write it. */
    public String byDefault() {
        return setting.byDefault();
    }

    /** What it does. */
    public String sentence(Locale locale) {
        return SettingWords.in(locale).text(key(), setting.sentence());
    }

    /** What its number counts or measures; empty where that goes without saying. */
    public String unit(Locale locale) {
        return SettingWords.in(locale)
                .text("unit." + setting.unit(), setting.unit().english());
    }

    /** What values it takes, such as {@code a whole number, 1 or more}. */
    public String expected(Locale locale) {
        return type.words(SettingWords.in(locale));
    }

    /** The values to choose from, where there are no others. */
    public List<String> choices() {
        return type.isClosed() ? type.choices() : List.of();
    }

    /**
     * The value that a trainer gets.
     *
     * @param given as JSON has it
     * @throws BadInput naming the setting, what was given, what was expected and what to do
     */
    public Object read(@Nullable Object given) {
        Object value = type.read(given);
        if (value == null) {
            throw new BadInput("setting \"%s\" is %s; expected %s: change it, or leave it out for the default, %s"
                    .formatted(name(), Json.MAPPER.writeValueAsString(given), expected(Locale.ENGLISH), byDefault()));
        }
        return value;
    }

    Range range() {
        return type.range();
    }

    /** Under which its sentence stands among the translations: the record that it is a component of, and its name. */
    String key() {
        return SettingRecords.key(component);
    }
}
