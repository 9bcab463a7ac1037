package org.careloop.web.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.training.settings.ResolvedSetting;
import org.careloop.web.training.settings.RunSettings;
import org.careloop.web.training.settings.SettingsTable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** With which settings runs work. */
@RestController
@RequestMapping("/api/v1/runs")
class SettingsApi {
    private final RunSettings settings;

    SettingsApi(RunSettings settings) {
        this.settings = settings;
    }

    /**
     * All settings of a run.
     *
     * @param other id of the run of the same kind that stands beside it; null where none was asked for
     * @param changed how many are not at their default
     * @param differing how many the other run has otherwise
     */
    record RunSettingsResource(
            String run,
            @Nullable String other,
            String kind,
            long changed,
            long differing,
            List<SettingResource> settings) {
        static RunSettingsResource of(SettingsTable table) {
            return new RunSettingsResource(
                    table.run().id().toString(),
                    table.other().map(other -> other.id().toString()).orElse(null),
                    table.run().kind().label(),
                    table.changed(),
                    table.differing(),
                    table.sections().stream()
                            .flatMap(section -> section.settings().stream()
                                    .map(setting ->
                                            SettingResource.of(section.title().english(), setting)))
                            .toList());
        }
    }

    /**
     * A setting as the run works with it; values are written as {@code --set} takes them.
     *
     * @param group the heading that it stands under
     * @param sentence its effect
     * @param unit of its number; empty where it needs none
     * @param source {@code default}, {@code preset} or {@code asked}
     * @param other the value in the other run; null where none stands beside
     */
    record SettingResource(
            String name,
            String group,
            String sentence,
            String unit,
            String value,
            String byDefault,
            String source,
            @Nullable String other,
            boolean differs) {
        static SettingResource of(String group, ResolvedSetting resolved) {
            return new SettingResource(
                    resolved.setting().name(),
                    group,
                    resolved.setting().sentence(Locale.ENGLISH),
                    resolved.setting().unit(Locale.ENGLISH),
                    resolved.value(),
                    resolved.byDefault(),
                    resolved.source().name().toLowerCase(Locale.ROOT),
                    resolved.other().orElse(null),
                    resolved.differs());
        }
    }

    /** @param other id of a run of the same kind to stand beside it */
    @GetMapping("/{id}/settings")
    RunSettingsResource settings(@PathVariable String id, @RequestParam(required = false) @Nullable String other) {
        return RunId.parse(id)
                .flatMap(run -> settings.of(run, Optional.ofNullable(other)))
                .map(RunSettingsResource::of)
                .orElseThrow(() -> RunApi.absent(id));
    }
}
