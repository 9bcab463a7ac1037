package org.careloop.run.settings;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.text.NearestName;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Builds records of settings. {@code run.json} and {@code --set name=value} change defaults by name, and a {@link Preset}
 * several at once. An unknown name or a value out of range is refused; the message says what is accepted.
 */
public final class Settings {
    /** With more decimals, or more zeros before the point, a number is read more easily as a power of ten. */
    private static final int MOST_DECIMALS = 4;

    private static final int MOST_ZEROS = 6;

    private Settings() {}

    /**
     * Settings under one heading.
     *
     * @param title the heading; empty for settings outside of groups
     */
    public record Section(Title title, List<SettingDescription> settings) {}

    /** A heading in the reader's language. */
    public record Title(String key, String english) {
        public String in(Locale locale) {
            return SettingWords.in(locale).text(key, english);
        }
    }

    /** Reads {@code name=value} pairs of a command line into values as Jackson reads them from JSON. */
    public static Map<String, Object> parse(List<String> assignments) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw BadInput.field("--set", assignment, Phrase.of("setting.pair", "name=value"));
            }
            settings.put(assignment.substring(0, equals).strip(), value(assignment.substring(equals + 1)));
        }
        return settings;
    }

    /** Reads a value of the command line as JSON: a number, true or false, or a list in brackets; all else is a text. */
    public static Object value(String written) {
        String text = written.strip();
        try {
            Object parsed = Json.MAPPER.readValue(text, Object.class);
            return parsed == null ? text : parsed;
        } catch (JacksonException e) {
            return text;
        }
    }

    /** A value as people read it and as {@code --set} takes it: a text without quotes, a number without needless digits. */
    public static String readable(Object value) {
        JsonNode json = Json.MAPPER.valueToTree(value);
        if (json.isFloatingPointNumber()) {
            return readable(json.decimalValue().stripTrailingZeros());
        }
        return json.isString() ? json.asString() : json.toString();
    }

    private static String readable(BigDecimal number) {
        if (number.signum() == 0 || (number.scale() <= MOST_DECIMALS && number.scale() >= -MOST_ZEROS)) {
            return number.toPlainString();
        }
        int power = number.precision() - number.scale() - 1;
        return number.scaleByPowerOfTen(-power).toPlainString() + "e" + power;
    }

    /** All settings at their defaults. */
    public static <T extends Record> T defaults(Class<T> type) {
        return apply(type, Map.of());
    }

    /**
     * The defaults with the given changes.
     *
     * @throws BadInput for an unknown name, or a value that the setting does not take
     */
    public static <T extends Record> T apply(Class<T> type, Map<String, Object> changes) {
        return SettingRecords.make(type, resolved(type, changes));
    }

    /**
     * Every setting's value in the order of declaration: as it was given, else as the preset has it, else its default.
     *
     * @throws BadInput for an unknown name, or a value that the setting does not take
     */
    public static Map<String, Object> resolved(Class<? extends Record> type, Map<String, Object> changes) {
        Map<String, SettingDescription> known = byName(type);
        Map<String, Object> values = new LinkedHashMap<>();
        known.forEach((name, setting) -> values.put(name, setting.read(value(setting.byDefault()))));
        Preset.of(changes).chosen().forEach((name, chosen) -> {
            SettingDescription setting = known.get(name);
            if (setting != null) {
                values.put(name, setting.read(value(chosen)));
            }
        });
        changes.forEach((name, given) -> {
            SettingDescription setting = known.get(name);
            if (setting == null) {
                throw unknown(name, known.keySet());
            }
            values.put(name, setting.read(given));
        });
        return values;
    }

    /** A copy of the settings with some changed. */
    public static <T extends Record> T with(T settings, Map<String, Object> changes) {
        Map<String, Object> all = new LinkedHashMap<>(SettingRecords.values(settings));
        all.putAll(changes);
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) settings.getClass();
        return apply(type, all);
    }

    /** Every setting in the order of declaration, under the headings of the groups. */
    public static List<Section> sections(Class<? extends Record> type) {
        List<Section> sections = new ArrayList<>();
        List<SettingDescription> ungrouped = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Setting setting = component.getAnnotation(Setting.class);
            Group group = component.getAnnotation(Group.class);
            if (setting != null) {
                ungrouped.add(new SettingDescription(component, setting, setting.byDefault()));
            } else if (group != null) {
                sections.add(new Section(
                        new Title(SettingRecords.key(component), group.value()),
                        described(SettingRecords.group(component), defaults(group))));
            } else {
                throw new IllegalStateException(
                        "%s is neither @Setting nor @Group".formatted(SettingRecords.key(component)));
            }
        }
        if (!ungrouped.isEmpty()) {
            sections.addFirst(new Section(new Title("", ""), ungrouped));
        }
        return sections;
    }

    /** Every setting in the order of declaration. */
    public static List<SettingDescription> descriptions(Class<? extends Record> type) {
        return sections(type).stream()
                .flatMap(section -> section.settings().stream())
                .toList();
    }

    /** Whether a {@link Preset} can be chosen among them. */
    public static boolean takesPresets(Class<? extends Record> type) {
        return descriptions(type).stream().anyMatch(setting -> setting.name().equals(Preset.SETTING));
    }

    private static Map<String, String> defaults(Group group) {
        Map<String, String> defaults = new LinkedHashMap<>();
        for (String pair : group.defaults()) {
            int equals = pair.indexOf('=');
            defaults.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return defaults;
    }

    /** @param defaults that are others than those declared, by name */
    private static List<SettingDescription> described(Class<? extends Record> group, Map<String, String> defaults) {
        Map<String, String> others = new LinkedHashMap<>(defaults);
        List<SettingDescription> descriptions = new ArrayList<>();
        for (RecordComponent component : group.getRecordComponents()) {
            Setting setting = Objects.requireNonNull(component.getAnnotation(Setting.class));
            String other = others.remove(component.getName());
            descriptions.add(new SettingDescription(component, setting, other == null ? setting.byDefault() : other));
        }
        if (!others.isEmpty()) {
            throw new IllegalStateException("%s has no setting %s".formatted(group.getSimpleName(), others.keySet()));
        }
        return descriptions;
    }

    private static Map<String, SettingDescription> byName(Class<? extends Record> type) {
        Map<String, SettingDescription> named = new LinkedHashMap<>();
        for (SettingDescription setting : descriptions(type)) {
            if (named.put(setting.name(), setting) != null) {
                throw new IllegalStateException(
                        "two settings of %s are named %s".formatted(type.getSimpleName(), setting.name()));
            }
        }
        return named;
    }

    private static BadInput unknown(String name, Iterable<String> known) {
        TreeSet<String> names = new TreeSet<>();
        known.forEach(names::add);
        return NearestName.of(name, names)
                .map(near -> BadInput.coded(
                        "setting.near",
                        "setting \"%s\" is not known; settings are %s; did you mean \"%s\"?"
                                .formatted(name, names, near),
                        name,
                        names.toString(),
                        near))
                .orElseGet(() -> BadInput.coded(
                        "setting.unknown",
                        "setting \"%s\" is not known; settings are %s".formatted(name, names),
                        name,
                        names.toString()));
    }
}
