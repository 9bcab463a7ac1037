package org.careloop.lm.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.careloop.lm.tensor.Device;
import org.careloop.run.BadInput;
import org.careloop.run.memory.Choices;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.ModelSizes;
import org.careloop.run.memory.Roles;
import org.careloop.run.memory.TrainingMemory;
import org.careloop.run.settings.DpoSettings;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;

/** A run that does not fit is refused before it starts, with settings with which it does. */
class MemoryCheckTest {
    /** The shape of Llama-3-8B. */
    private static final ModelSizes EIGHT_BILLION =
            new ModelSizes(128_256, 4096, 14_336, 32, 4096, 1024, false, 8_030_261_248L);

    private static MemoryNeeds needs(Choices choices) {
        return new MemoryNeeds(Roles.ofSampling(true), EIGHT_BILLION, null, 512, true, choices);
    }

    @Test
    void aRunThatDoesNotFitNamesSettingsWithWhichItDoes() {
        MemoryNeeds needs = needs(new Choices(true, 32, 2, true, 16_384, 64, 32, 512, true));
        assertThatCode(() -> MemoryCheck.refuse(needs, 80_000_000_000L, Device.cuda(0)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> MemoryCheck.refuse(needs, 26_000_000_000L, Device.cuda(0)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("of the memory of cuda:0 at its fullest, and 26.00 GB are free")
                .hasMessageContaining("one trunk for policy, reference, reward model and critic 16.06 GB")
                .hasMessageEndingWith("; set samplingRows=32 microBatchTokens=4096");
    }

    @Test
    void aRewardModelAndDpoAreRefusedInTheSameWords() {
        TrainingMemory memory = new TrainingMemory(EIGHT_BILLION, null, 1024);
        MemoryNeeds reward = memory.needs(Settings.apply(RewardSettings.class, Map.of("lora", "off")));
        assertThatThrownBy(() -> MemoryCheck.refuse(reward, 64_000_000_000L, Device.CPU))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("of main memory at its fullest, and 64.00 GB are free (")
                .hasMessageContaining("reward model 32.12 GB")
                .hasMessageEndingWith("; set lora=on");

        MemoryNeeds dpo = memory.needs(Settings.apply(DpoSettings.class, Map.of("recompute", "off")), Choices.F32);
        assertThatThrownBy(() -> MemoryCheck.refuse(dpo, 80_000_000_000L, Device.CPU))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("(trunk of policy and reference 32.12 GB")
                .hasMessageEndingWith("; set microBatchTokens=2048");
    }

    @Test
    void whatNoSettingMakesFitIsSaidToo() {
        MemoryNeeds needs = needs(new Choices(false, 16, 4, true, 2048, 8, 8, 512, false));
        assertThatThrownBy(() -> MemoryCheck.refuse(needs, 9_000_000_000L, Device.CPU))
                .hasMessageContaining("of main memory at its fullest")
                .hasMessageContaining("no setting makes it fit");
    }
}
