package org.careloop.run.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.RunKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingsTest {
    record Example(
            @Group("Optimiser") Optimiser optimiser,
            @Group("Adapter") Adapter adapter) implements FlatSettings {

        record Optimiser(
                @Setting(sentence = "Learning rate", byDefault = "1e-5", above = 0)
                double learningRate,

                @Setting(sentence = "Passes", byDefault = "1", atLeast = 1)
                int epochs,

                @Setting(
                        sentence = "Its course",
                        byDefault = "cosine",
                        choices = {"cosine", "linear"},
                        accepts = "step:\\d+")
                String schedule) {}

        record Adapter(
                @Setting(sentence = "Whether there is one", byDefault = "false")
                boolean lora,

                @Setting(sentence = "First layer", byDefault = "0", atLeast = 0)
                int from,

                @Setting(sentence = "Last layer", byDefault = "8", atLeast = 0)
                int to) {

            Adapter {
                if (from > to) {
                    throw new IllegalArgumentException("from is %d and to %d; expected no more".formatted(from, to));
                }
            }
        }
    }

    @Test
    void defaultsAreThoseBesideTheNames() {
        assertThat(Settings.defaults(Example.class))
                .isEqualTo(new Example(new Example.Optimiser(1e-5, 1, "cosine"), new Example.Adapter(false, 0, 8)));
    }

    @ParameterizedTest
    @EnumSource(RunKind.class)
    void theLineOfALogIsWhatTheCommandLineTakes(RunKind kind) {
        FlatSettings settings = (FlatSettings) Settings.defaults(TrainerSettings.of(kind));
        List<String> words = List.of(settings.asLine().split(", "));
        assertThat(Settings.apply(TrainerSettings.of(kind), Settings.parse(words)))
                .isEqualTo(settings);
    }

    @Test
    void namedValuesReplaceDefaultsWhateverTheirGroup() {
        Map<String, Object> given = Settings.parse(List.of("learningRate=2e-6", "lora=true", "schedule=linear"));

        assertThat(Settings.apply(Example.class, given))
                .isEqualTo(new Example(new Example.Optimiser(2e-6, 1, "linear"), new Example.Adapter(true, 0, 8)));
    }

    @Test
    void outsideTheCodeEachSettingGoesByItsOwnName() {
        Example settings = Settings.apply(Example.class, Map.of("epochs", 3));

        assertThat(Json.MAPPER.writeValueAsString(settings))
                .isEqualTo(
                        "{\"epochs\":3,\"from\":0,\"learningRate\":1.0E-5,\"lora\":false,\"schedule\":\"cosine\",\"to\":8}");
    }

    @Test
    void someSettingsChangeAndTheOthersStay() {
        Example settings = Settings.apply(Example.class, Map.of("epochs", 3, "schedule", "linear"));

        assertThat(Settings.with(settings, Map.of("epochs", 4)))
                .isEqualTo(Settings.apply(Example.class, Map.of("epochs", 4, "schedule", "linear")));
    }

    @Test
    void anIntegerIsANumberToo() {
        assertThat(Settings.apply(Example.class, Map.of("learningRate", 1))
                        .optimiser()
                        .learningRate())
                .isEqualTo(1.0);
    }

    @ParameterizedTest
    @CsvSource({".3, 0.3", "+.5, 0.5", ".25e-3, 0.00025"})
    void aNumberMayBeginWithItsPoint(String written, double meant) {
        Map<String, Object> given = Settings.parse(List.of("learningRate=" + written));

        assertThat(Settings.apply(Example.class, given).optimiser().learningRate())
                .isEqualTo(meant);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnesAndTheNearest() {
        assertThatThrownBy(() -> Settings.apply(Example.class, Map.of("learningrate", 1)))
                .isInstanceOf(BadInput.class)
                .hasMessage("setting \"learningrate\" is not known; settings are "
                        + "[epochs, from, learningRate, lora, schedule, to]; did you mean \"learningRate\"?");
        assertThatThrownBy(() -> Settings.apply(Example.class, Map.of("epoch", 1)))
                .hasMessageEndingWith("; did you mean \"epochs\"?");
        assertThatThrownBy(() -> Settings.apply(Example.class, Map.of("shedule", 1)))
                .hasMessageEndingWith("; did you mean \"schedule\"?");
    }

    @Test
    void aNameUnlikeAllIsRefusedWithoutAGuess() {
        assertThatThrownBy(() -> Settings.apply(Example.class, Map.of("topP", 1)))
                .hasMessage("setting \"topP\" is not known; settings are "
                        + "[epochs, from, learningRate, lora, schedule, to]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "learningRate=fast  | \"fast\"  | a number, above 0               | 1e-5",
                "learningRate=0     | 0         | a number, above 0               | 1e-5",
                "learningRate=-.5   | \"-.5\" | a number, above 0               | 1e-5",
                "learningRate=.3.4  | \".3.4\" | a number, above 0              | 1e-5",
                "epochs=.5          | \".5\"  | a whole number, 1 or more       | 1",
                "learningRate=NaN   | \"NaN\"   | a number, above 0               | 1e-5",
                "epochs=many        | \"many\"  | a whole number, 1 or more       | 1",
                "epochs=0           | 0         | a whole number, 1 or more       | 1",
                "epochs=1.5         | 1.5       | a whole number, 1 or more       | 1",
                "epochs=5000000000  | 5000000000 | a whole number, 1 or more      | 1",
                "schedule=           | \"\"     | cosine or linear                | cosine",
                "schedule=Linear    | \"Linear\" | cosine or linear              | cosine",
                "lora=perhaps       | \"perhaps\" | true or false                | false",
            })
    void aValueThatDoesNotFitIsRefusedWithWhatDoes(String written, String given, String expected, String byDefault) {
        String name = written.substring(0, written.indexOf('='));

        assertThatThrownBy(() -> Settings.apply(Example.class, Settings.parse(List.of(written))))
                .isInstanceOf(BadInput.class)
                .hasMessage("setting \"%s\" is %s; expected %s: change it, or leave it out for the default, %s"
                        .formatted(name, given, expected, byDefault));
    }

    @Test
    void whatNoSettingShowsAloneIsRefusedInTheRecordsOwnWords() {
        assertThatThrownBy(() -> Settings.apply(Example.class, Map.of("from", 9)))
                .isInstanceOf(BadInput.class)
                .hasMessage("settings: from is 9 and to 8; expected no more");
    }

    @Test
    void spellingsBesideTheChoicesAreTaken() {
        assertThat(Settings.apply(Example.class, Map.of("schedule", "step:7"))
                        .optimiser()
                        .schedule())
                .isEqualTo("step:7");
    }

    @Test
    void blanksAroundTheSignAreNoPartOfNameOrValue() {
        assertThat(Settings.parse(List.of("epochs = 2", "schedule = linear")))
                .isEqualTo(Map.of("epochs", 2, "schedule", "linear"));
    }

    @Test
    void anAssignmentWithoutAValueIsRefused() {
        assertThatThrownBy(() -> Settings.parse(List.of("epochs")))
                .isInstanceOf(BadInput.class)
                .hasMessage("--set: given epochs, expected name=value");
    }

    @ParameterizedTest
    @CsvSource({
        "1e-4, 0.0001",
        "2.5e-5, 2.5e-5",
        "1.0, 1",
        "0.2, 0.2",
        "0, 0",
        "1e6, 1000000",
        "1e9, 1e9",
        "64, 64",
        "1.5e12, 1.5e12"
    })
    void aNumberIsReadWithoutNeedlessDigits(String written, String read) {
        assertThat(Settings.readable(Settings.value(written))).isEqualTo(read);
    }

    @Test
    void whatIsReadIsTakenAgain() {
        for (RunKind kind : RunKind.values()) {
            Settings.resolved(TrainerSettings.of(kind), Map.of())
                    .forEach((name, value) -> assertThat(Settings.resolved(
                                            TrainerSettings.of(kind),
                                            Map.of(name, Settings.value(Settings.readable(value))))
                                    .get(name))
                            .as("%s of %s", name, kind.label())
                            .isEqualTo(value));
        }
    }
}
