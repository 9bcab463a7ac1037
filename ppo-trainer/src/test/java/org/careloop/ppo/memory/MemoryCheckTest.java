package org.careloop.ppo.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Device;
import org.careloop.ppo.memory.MemoryNeeds.Choices;
import org.careloop.ppo.memory.MemoryPlan.When;
import org.careloop.run.BadInput;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
    /** The shape of Llama-3-8B. */
    private static final ModelShape EIGHT_BILLION =
            new ModelShape(ModelConfig.llama(128_256, 4096, 14_336, 32, 32, 8, 8192), 8_030_261_248L);

    private static final Choices CHOICES = new Choices(true, 32, DType.BF16, true, 16_384, 64, 32, 512, true);

    private static MemoryNeeds needs(Choices choices) {
        return new MemoryNeeds(EIGHT_BILLION, null, true, 512, true, choices);
    }

    @Test
    void fourRolesOverOneTrunkHoldItOnce() {
        MemoryPlan plan = needs(CHOICES).plan();

        assertThat(plan.parts().getFirst().what())
                .isEqualTo("one trunk for policy, reference, reward model and critic");
        assertThat(plan.parts().getFirst().bytes()).isEqualTo(16_060_522_496L);
        // 32 wide over seven maps of 32 layers: 83,886,080 weights, of three roles, in F32.
        assertThat(bytes(plan, "adapters")).isEqualTo(3 * 4 * 83_886_080L);
        assertThat(bytes(plan, "moments of the optimiser")).isEqualTo(2 * 2 * 4 * 83_886_080L);
        assertThat(bytes(plan, "gradients")).isEqualTo(2 * 4 * 83_886_080L);
        // Two times eight heads of 128 in 32 layers, two bytes each: 131,072 a token.
        assertThat(bytes(plan, "keys and values of 64 answers")).isEqualTo(64L * 1024 * 131_072);
        assertThat(plan.bytes())
                .isEqualTo(plan.of(When.ALWAYS) + Math.max(plan.of(When.SAMPLING), plan.of(When.LEARNING)));
    }

    @Test
    void aRewardModelOfOtherWeightsBringsItsTrunk() {
        MemoryNeeds apart = new MemoryNeeds(EIGHT_BILLION, EIGHT_BILLION, true, 512, true, CHOICES);
        assertThat(apart.plan().of(When.ALWAYS) - needs(CHOICES).plan().of(When.ALWAYS))
                .isEqualTo(16_060_522_496L - 4 * 83_886_080L);
    }

    @Test
    void wholeModelsAreHeldFourTimesInF32WithTheMomentsOfTwo() {
        MemoryPlan plan = needs(new Choices(false, 32, DType.F32, true, 16_384, 64, 32, 512, false))
                .plan();
        assertThat(plan.of(When.ALWAYS)).isEqualTo((4 * 4 + 2 * 8) * 8_030_261_248L);
    }

    /** Preset 8b-24gb, prompts of 512 tokens. */
    @Test
    void eightBillionWeightsFitACardOf24GB() {
        PpoSettings preset = Settings.apply(PpoSettings.class, Map.of("preset", "8b-24gb"));
        Choices choices = new Choices(
                true,
                preset.adapter().loraRank(),
                DType.parse(preset.weights().dtype()),
                true,
                preset.memory().microBatchTokens(),
                preset.sampling().rowsAtOnce(),
                preset.updates().minibatch(),
                preset.sampling().maxNewTokens(),
                true);
        assertThat(choices.samplingRows()).isEqualTo(16);
        assertThat(needs(choices).plan().bytes()).isBetween(18_000_000_000L, 23_000_000_000L);
    }

    @Test
    void aRunThatDoesNotFitNamesSettingsWithWhichItDoes() {
        assertThatCode(() -> MemoryCheck.refuse(needs(CHOICES), 80_000_000_000L, Device.cuda(0)))
                .doesNotThrowAnyException();
        assertThat(Fitting.of(needs(CHOICES), 26_000_000_000L)).contains("samplingRows=32 microBatchTokens=4096");
        Choices fitting = CHOICES.withRows(32).withMicroBatch(4096);
        assertThat(needs(fitting).plan().bytes()).isLessThan(26_000_000_000L);
        assertThatThrownBy(() -> MemoryCheck.refuse(needs(CHOICES), 26_000_000_000L, Device.cuda(0)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("of the memory of cuda:0 at its fullest, and 26.00 GB are free")
                .hasMessageContaining("one trunk for policy, reference, reward model and critic 16.06 GB")
                .hasMessageEndingWith("; set samplingRows=32 microBatchTokens=4096");
    }

    @Test
    void weightsThatAloneAreTooMuchAreMadeThinnerFirst() {
        Choices whole = new Choices(false, 16, DType.F32, true, 2048, 8, 8, 512, false);
        assertThat(Fitting.of(needs(whole), 60_000_000_000L)).contains("lora=on");
        assertThat(Fitting.of(needs(whole), 30_000_000_000L)).contains("lora=on dtype=bf16");
        assertThat(Fitting.of(needs(whole), 9_000_000_000L)).isEmpty();
        assertThatThrownBy(() -> MemoryCheck.refuse(needs(whole), 9_000_000_000L, Device.CPU))
                .hasMessageContaining("of main memory at its fullest")
                .hasMessageContaining("no setting makes it fit");
    }

    private static long bytes(MemoryPlan plan, String what) {
        return plan.parts().stream()
                .filter(part -> part.what().equals(what))
                .findFirst()
                .orElseThrow()
                .bytes();
    }
}
