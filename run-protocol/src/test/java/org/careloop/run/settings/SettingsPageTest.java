package org.careloop.run.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    private static final Path PAGE = Path.of("docs/settings.md");

    private static final Map<String, Class<? extends Record>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("pretrain", PretrainSettings.class);
        COMMANDS.put("corpus clean", CleaningSettings.class);
        COMMANDS.put("sft", SftSettings.class);
        COMMANDS.put("reward", RewardSettings.class);
        COMMANDS.put("ppo", PpoSettings.class);
        COMMANDS.put("rloo", RlooSettings.class);
        COMMANDS.put("grpo", GrpoSettings.class);
        COMMANDS.put("reinforce", ReinforceSettings.class);
        COMMANDS.put("dpo", DpoSettings.class);
        COMMANDS.put("generate", GenerateSettings.class);
        COMMANDS.put("answer", AnswerSettings.class);
        COMMANDS.put("logprobs", LogProbsSettings.class);
        COMMANDS.put("dialogues score", DialogueSettings.class);
        COMMANDS.put("evaluate", EvaluateSettings.class);
        COMMANDS.put("score", ScoreSettings.class);
        COMMANDS.put("rater", RaterSettings.class);
        COMMANDS.put("rate", RaterSettings.Rating.class);
        COMMANDS.put("bestofn", BestOfNSettings.class);
        COMMANDS.put("unify", UnifySettings.class);
        COMMANDS.put("judge", AnswerSettings.Judging.class);
    }

    @Test
    void thePageOfTheDocumentationSaysWhatTheCodeSays() throws IOException {
        Path root = Path.of(System.getProperty("careloop.root", ".."));
        Path fresh =
                Files.createDirectories(root.resolve("run-protocol/target")).resolve("settings.md");
        Files.writeString(fresh, page());

        assertThat(Files.readString(root.resolve(PAGE)))
                .as("%s is old: copy %s over it", PAGE, fresh)
                .isEqualTo(page());
    }

    private static String page() {
        return COMMANDS.entrySet().stream()
                .map(command -> section(command.getKey(), command.getValue()))
                .collect(Collectors.joining("\n", """
                    # Settings

                    Of every command that computes with a model, and of the cleaning of a corpus. `--set name=value` changes one, `settings` in `run.json` or in a call of the
                    programming interface does the same, and so does the form of the web application. This page is made from
                    `org.careloop.run.settings`; a test holds the two equal.

                    """, "\n" + presets()));
    }

    private static String presets() {
        return Stream.of(Preset.values())
                .filter(preset -> preset != Preset.NONE)
                .map(SettingsPageTest::preset)
                .collect(Collectors.joining("\n", """
                    ## Presets

                    Values that were chosen together, for `ppo`, `rloo`, `grpo` and `reinforce`: `--set preset=NAME`. What is set beside a preset
                    goes before it; a value whose setting a command does not have is passed over.

                    """, ""));
    }

    private static String preset(Preset preset) {
        StringBuilder text =
                new StringBuilder("### `%s`\n\n%s.\n\n".formatted(preset.label(), preset.sentence(Locale.ENGLISH)));
        text.append("| name | value | why |\n| --- | --- | --- |\n");
        preset.chosen()
                .forEach((name, value) ->
                        text.append("| `%s` | `%s` | %s |\n".formatted(name, value, preset.why(name, Locale.ENGLISH))));
        return text.toString();
    }

    private static String section(String command, Class<? extends Record> type) {
        StringBuilder text = new StringBuilder("## `%s`\n".formatted(command));
        for (Settings.Section section : Settings.sections(type)) {
            String title = section.title().in(Locale.ENGLISH);
            text.append(title.isEmpty() ? "" : "\n### %s\n".formatted(title));
            text.append("\n| name | default | unit | takes | what it does |\n| --- | --- | --- | --- | --- |\n");
            section.settings().forEach(setting -> text.append(row(setting)));
        }
        return text.toString();
    }

    private static String row(SettingDescription setting) {
        return "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(
                        setting.name(),
                        setting.byDefault(),
                        setting.unit(Locale.ENGLISH),
                        setting.expected(Locale.ENGLISH),
                        setting.sentence(Locale.ENGLISH));
    }
}
