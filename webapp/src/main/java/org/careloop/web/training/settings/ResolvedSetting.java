package org.careloop.web.training.settings;

import java.util.Optional;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;

/**
 * A setting of a run as the run works with it.
 *
 * @param value as a person reads it
 * @param source where the value comes from
 * @param other the value in the run that stands beside it; empty where none does
 */
public record ResolvedSetting(SettingDescription setting, String value, Source source, Optional<String> other) {

    /** Where a value comes from. */
    public enum Source {
        /** It is the default. */
        DEFAULT,
        /** The run's preset has it. */
        PRESET,
        /** Somebody asked for it. */
        ASKED
    }

    /** The value that it has where nobody chooses another. */
    public String byDefault() {
        return Settings.readable(setting.read(Settings.value(setting.byDefault())));
    }

    /** Whether the value is another than the default. */
    public boolean isChanged() {
        return source != Source.DEFAULT;
    }

    /** Whether the other run has another value. */
    public boolean differs() {
        return other.filter(there -> !there.equals(value)).isPresent();
    }
}
