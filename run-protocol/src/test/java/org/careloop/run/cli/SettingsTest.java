package org.careloop.run.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;

class SettingsTest {
    record Example(double learningRate, int epochs, boolean lora, String schedule) {
        Example {
            if (epochs < 1) {
                throw new IllegalArgumentException("epochs %d is out of range; expected 1 or more".formatted(epochs));
            }
        }
    }

    private static final Example DEFAULTS = new Example(1e-5, 1, false, "cosine");

    @Test
    void namedValuesReplaceDefaults() {
        Map<String, Object> given = Settings.parse(List.of("learningRate=2e-6", "lora=true", "schedule=linear"));

        assertThat(Settings.apply(DEFAULTS, given)).isEqualTo(new Example(2e-6, 1, true, "linear"));
    }

    @Test
    void anIntegerIsANumberToo() {
        assertThat(Settings.apply(DEFAULTS, Map.of("learningRate", 1)).learningRate())
                .isEqualTo(1.0);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Settings.apply(DEFAULTS, Map.of("learningrate", 1)))
                .isInstanceOf(BadInput.class)
                .hasMessage("setting \"learningrate\" is not known; settings are "
                        + "[epochs, learningRate, lora, schedule]");
    }

    @Test
    void aValueOfAnotherTypeIsRefusedByName() {
        assertThatThrownBy(() -> Settings.apply(DEFAULTS, Settings.parse(List.of("learningRate=fast"))))
                .isInstanceOf(BadInput.class)
                .hasMessage("settings: field \"learningRate\": \"fast\"; expected a number");
        assertThatThrownBy(() -> Settings.apply(DEFAULTS, Settings.parse(List.of("epochs=many"))))
                .hasMessage("settings: field \"epochs\": \"many\"; expected a whole number");
        assertThatThrownBy(() -> Settings.apply(DEFAULTS, Map.of("epochs", 1.5)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("epochs");
    }

    @Test
    void aValueOutOfRangeIsRefusedInTheRecordsOwnWords() {
        assertThatThrownBy(() -> Settings.apply(DEFAULTS, Map.of("epochs", 0)))
                .isInstanceOf(BadInput.class)
                .hasMessage("settings: epochs 0 is out of range; expected 1 or more");
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
                .hasMessage("--set epochs: expected name=value");
    }
}
