package org.careloop.web.training.settings;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.SettingDescription;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.careloop.web.training.Run;
import org.careloop.web.training.settings.ResolvedSetting.Source;

/**
 * All settings of a run under the headings of their groups.
 *
 * @param other a run of the same kind that stands beside it
 */
public record SettingsTable(Run run, Optional<Run> other, List<Section> sections) {

    /** Settings under one heading. */
    public record Section(Settings.Title title, List<ResolvedSetting> settings) {}

    static SettingsTable of(Run run, Optional<Run> other) {
        Map<String, Object> here = resolved(run);
        Optional<Map<String, Object>> there = other.map(SettingsTable::resolved);
        List<Section> sections = Settings.sections(TrainerSettings.of(run.kind())).stream()
                .map(section -> new Section(
                        section.title(),
                        section.settings().stream()
                                .map(setting -> setting(setting, run, here, there))
                                .toList()))
                .toList();
        return new SettingsTable(run, other, sections);
    }

    private static Map<String, Object> resolved(Run run) {
        return Settings.resolved(TrainerSettings.of(run.kind()), run.settings());
    }

    private static ResolvedSetting setting(
            SettingDescription setting, Run run, Map<String, Object> here, Optional<Map<String, Object>> there) {
        return new ResolvedSetting(
                setting, value(here, setting), source(setting, run, here), there.map(values -> value(values, setting)));
    }

    private static String value(Map<String, Object> values, SettingDescription setting) {
        return Settings.readable(Objects.requireNonNull(values.get(setting.name())));
    }

    private static Source source(SettingDescription setting, Run run, Map<String, Object> values) {
        Object value = Objects.requireNonNull(values.get(setting.name()));
        String chosen = Preset.of(run.settings()).chosen().get(setting.name());
        if (value.equals(read(setting, setting.byDefault()))) {
            return Source.DEFAULT;
        }
        return chosen != null && value.equals(read(setting, chosen)) ? Source.PRESET : Source.ASKED;
    }

    private static Object read(SettingDescription setting, String written) {
        return setting.read(Settings.value(written));
    }

    /** How many are not at their default. */
    public long changed() {
        return settings().filter(ResolvedSetting::isChanged).count();
    }

    /** How many the other run has otherwise. */
    public long differing() {
        return settings().filter(ResolvedSetting::differs).count();
    }

    /** Those alone that are not at their default or that the other run has otherwise; without headings that head nothing. */
    public SettingsTable remarkable() {
        return new SettingsTable(
                run,
                other,
                sections.stream()
                        .map(section -> new Section(
                                section.title(),
                                section.settings().stream()
                                        .filter(one -> one.isChanged() || one.differs())
                                        .toList()))
                        .filter(section -> !section.settings().isEmpty())
                        .toList());
    }

    /** All of them in order. */
    public Stream<ResolvedSetting> settings() {
        return sections.stream().flatMap(section -> section.settings().stream());
    }
}
