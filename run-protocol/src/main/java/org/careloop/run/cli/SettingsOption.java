package org.careloop.run.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code --set NAME=VALUE}, and in the command's {@code --help} every setting that it takes. */
public class SettingsOption<T extends Record> {
    private static final String SECTION = "settings";

    private final Class<T> type;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "a setting, see below; may be repeated")
    private List<String> assignments = new ArrayList<>();

    public SettingsOption(Class<T> type) {
        this.type = type;
    }

    /**
     * The settings that were given, as {@code run.json} has them.
     *
     * @throws org.careloop.run.BadInput for a name or a value that the command does not take
     */
    public Map<String, Object> changes() {
        Map<String, Object> changes = Settings.parse(assignments);
        Settings.apply(type, changes);
        Settings.descriptions(type)
                .forEach(setting -> changes.computeIfPresent(setting.name(), (name, given) -> setting.inJson(given)));
        return changes;
    }

    /** All settings: those that were given, and the defaults of the others. */
    public T settings() {
        return Settings.apply(type, Settings.parse(assignments));
    }

    @Spec(Spec.Target.MIXEE)
    void listIn(CommandSpec command) {
        UsageMessageSpec usage = command.usageMessage();
        List<String> sections = new ArrayList<>(usage.sectionKeys());
        sections.add(sections.indexOf(UsageMessageSpec.SECTION_KEY_FOOTER_HEADING), SECTION);
        usage.sectionKeys(sections);
        usage.sectionMap().put(SECTION, this::list);
    }

    private String list(Help help) {
        StringBuilder text = new StringBuilder("Settings and their defaults:\n");
        for (Settings.Section section : Settings.sections(type)) {
            Map<String, String> rows = new LinkedHashMap<>();
            for (SettingDescription setting : section.settings()) {
                rows.put("    %s=%s".formatted(setting.name(), setting.byDefault()), meaning(setting));
            }
            String title = section.title().in(Locale.ENGLISH);
            text.append(title.isEmpty() ? "" : "  " + title + "\n").append(help.createTextTable(rows));
        }
        if (Settings.takesPresets(type)) {
            text.append(presets(help));
        }
        return text.toString();
    }

    private String presets(Help help) {
        Set<String> names = Settings.descriptions(type).stream()
                .map(SettingDescription::name)
                .collect(Collectors.toSet());
        StringBuilder text = new StringBuilder("Presets, chosen by --set preset=NAME:\n");
        for (Preset preset : Preset.values()) {
            Map<String, String> rows = new LinkedHashMap<>();
            preset.chosen().forEach((name, value) -> {
                if (names.contains(name)) {
                    rows.put("    %s=%s".formatted(name, value), preset.why(name, Locale.ENGLISH));
                }
            });
            text.append("  %s: %s\n".formatted(preset.label(), preset.sentence(Locale.ENGLISH)))
                    .append(help.createTextTable(rows));
        }
        return text.toString();
    }

    private static String meaning(SettingDescription setting) {
        String unit = setting.unit(Locale.ENGLISH);
        return "%s (%s%s)"
                .formatted(
                        setting.sentence(Locale.ENGLISH),
                        unit.isEmpty() ? "" : unit + ": ",
                        setting.expected(Locale.ENGLISH));
    }
}
