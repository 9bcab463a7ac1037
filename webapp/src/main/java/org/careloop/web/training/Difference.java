package org.careloop.web.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.run.RunKind;
import org.careloop.run.settings.Preset;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;

/**
 * What is another in one run than in the run that it was cloned from.
 *
 * @param name of the setting, or {@code base}, {@code reward}, {@code watches}
 * @param before the value in the origin, as it is written in a form; of a model its name
 * @param now the value in the clone
 */
public record Difference(String name, String before, String now) {

    /** Between two runs of a kind, setting by setting, with presets and defaults filled in; then the models. */
    public static List<Difference> between(Run origin, Run clone) {
        List<Difference> differences = new ArrayList<>(ofSettings(clone.kind(), origin.settings(), clone.settings()));
        add(differences, "base", origin.baseName(), clone.baseName());
        add(
                differences,
                "reward",
                origin.rewardName().orElse(""),
                clone.rewardName().orElse(""));
        return differences;
    }

    /** Of two sets of settings of a kind, where each names what is not at its default. */
    public static List<Difference> ofSettings(RunKind kind, Map<String, Object> before, Map<String, Object> now) {
        Map<String, Object> old = Settings.resolved(TrainerSettings.of(kind), before);
        List<Difference> differences = new ArrayList<>();
        Settings.resolved(TrainerSettings.of(kind), now).forEach((name, value) -> {
            // What a preset sets is compared setting by setting.
            if (!name.equals(Preset.SETTING)) {
                add(
                        differences,
                        name,
                        Settings.readable(Objects.requireNonNull(old.get(name))),
                        Settings.readable(value));
            }
        });
        return differences;
    }

    private static void add(List<Difference> differences, String name, String before, String now) {
        if (!before.equals(now)) {
            differences.add(new Difference(name, before, now));
        }
    }
}
