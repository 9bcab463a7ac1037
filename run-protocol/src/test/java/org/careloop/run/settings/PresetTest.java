package org.careloop.run.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {
    private static final List<Class<? extends Record>> TRAINERS =
            List.of(PpoSettings.class, RlooSettings.class, GrpoSettings.class, ReinforceSettings.class);

    @Test
    void aPresetStandsBetweenTheDefaultsAndWhatIsSetBesideIt() {
        PpoSettings settings = Settings.apply(PpoSettings.class, Map.of("preset", "demo", "rollouts", 8));

        assertThat(settings.run().preset()).isEqualTo(Preset.DEMO);
        assertThat(settings.run().iterations()).isEqualTo(14);
        assertThat(settings.sampling().rollouts()).isEqualTo(8);
        assertThat(settings.kl().beta()).isEqualTo(.05);
    }

    @Test
    void aKindsOwnDefaultHoldsWhereAPresetSaysNothing() {
        GrpoSettings settings = Settings.apply(GrpoSettings.class, Map.of("preset", "chat-small"));

        assertThat(settings.sampling().group()).isEqualTo(8);
        assertThat(settings.kl().klIn()).isEqualTo("loss");
        assertThat(settings.adapter().lora()).isEqualTo(Toggle.ON);
    }

    @ParameterizedTest
    @EnumSource
    void everyTrainerTakesEveryPresetAndEachValueHasItsReason(Preset preset) {
        for (Class<? extends Record> trainer : TRAINERS) {
            assertThat(Settings.apply(trainer, Map.of("preset", preset.label())))
                    .isNotNull();
        }
        List<String> names = TRAINERS.stream()
                .flatMap(trainer -> Settings.descriptions(trainer).stream())
                .map(SettingDescription::name)
                .toList();
        assertThat(names).containsAll(preset.chosen().keySet());
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(Stream.concat(
                            Stream.of(preset.sentence(language)),
                            preset.chosen().keySet().stream().map(name -> preset.why(name, language))))
                    .allSatisfy(text -> assertThat(text).hasSizeGreaterThan(3));
        }
    }

    @Test
    void anUnknownPresetIsToldWhichThereAre() {
        assertThatThrownBy(() -> Settings.apply(PpoSettings.class, Map.of("preset", "large")))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "setting \"preset\" is \"large\"; expected none, demo, chat-small, 8b-lora, 8b-24gb or 8b-full: change it, or leave it out for the default, none");
    }

    @Test
    void groupsThatDoNotFitAreRefusedInWords() {
        assertThatThrownBy(() -> Settings.apply(RlooSettings.class, Map.of("rollouts", 10)))
                .hasMessage("settings: rollouts is 10 and group 4; expected a multiple: change one of them");
        assertThatThrownBy(() -> Settings.apply(GrpoSettings.class, Map.of("group", 1)))
                .hasMessageStartingWith("settings: group is 1; expected 2 or more");
        assertThat(Settings.apply(ReinforceSettings.class, Map.of("group", 1))).isNotNull();
    }
}
