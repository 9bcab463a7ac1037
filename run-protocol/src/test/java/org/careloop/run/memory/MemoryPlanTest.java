package org.careloop.run.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.run.memory.MemoryPlan.Part;
import org.careloop.run.memory.MemoryPlan.When;
import org.careloop.run.settings.DpoSettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.RlooSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.SftSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of a training by part, at the sizes of models that people train. */
class MemoryPlanTest {
    /** The shape of Llama-3-8B. */
    private static final ModelSizes EIGHT_BILLION =
            new ModelSizes(128_256, 4096, 14_336, 32, 4096, 1024, false, 8_030_261_248L);

    private static final Choices CHOICES = new Choices(true, 32, 2, true, 16_384, 64, 32, 512, true);

    @TempDir
    private Path directory;

    private static MemoryNeeds needs(Choices choices) {
        return new MemoryNeeds(Roles.ofSampling(true), EIGHT_BILLION, null, 512, true, choices);
    }

    private static MemoryNeeds needs(Record settings) {
        return new TrainingMemory(EIGHT_BILLION, null, 512).needs(settings).orElseThrow();
    }

    private static long bytes(MemoryPlan plan, String what) {
        return plan.parts().stream()
                .filter(part -> part.what().english().equals(what))
                .mapToLong(Part::bytes)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void fourRolesOverOneTrunkHoldItOnce() {
        MemoryPlan plan = needs(CHOICES).plan();

        assertThat(plan.parts().getFirst().what().english())
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
        MemoryNeeds apart = new MemoryNeeds(Roles.ofSampling(true), EIGHT_BILLION, EIGHT_BILLION, 512, true, CHOICES);
        assertThat(apart.plan().of(When.ALWAYS) - needs(CHOICES).plan().of(When.ALWAYS))
                .isEqualTo(16_060_522_496L - 4 * 83_886_080L);
    }

    @Test
    void wholeModelsAreHeldFourTimesInF32WithTheMomentsOfTwo() {
        MemoryPlan plan = needs(new Choices(false, 32, 4, true, 16_384, 64, 32, 512, false))
                .plan();
        assertThat(plan.of(When.ALWAYS)).isEqualTo((4 * 4 + 2 * 8) * 8_030_261_248L);
    }

    /** Preset 8b-24gb, prompts of 512 tokens. */
    @Test
    void eightBillionWeightsFitACardOf24GB() {
        MemoryNeeds preset = needs(Settings.apply(PpoSettings.class, Map.of("preset", "8b-24gb")));
        assertThat(preset.onCard()).isTrue();
        assertThat(preset.choices()).isEqualTo(new Choices(true, 16, 2, true, 2048, 16, 32, 512, true));
        assertThat(preset.plan().bytes()).isBetween(18_000_000_000L, 23_000_000_000L);
    }

    @Test
    void settingsThatCostTheLeastTimeMakeARunFitFirst() {
        assertThat(Fitting.of(needs(CHOICES), 26_000_000_000L)).contains("samplingRows=32 microBatchTokens=4096");
        assertThat(needs(CHOICES.withRows(32).withMicroBatch(4096)).plan().bytes())
                .isLessThan(26_000_000_000L);
    }

    @Test
    void weightsThatAloneAreTooMuchAreMadeThinnerFirst() {
        Choices whole = new Choices(false, 16, 4, true, 2048, 8, 8, 512, false);
        assertThat(Fitting.of(needs(whole), 60_000_000_000L)).contains("lora=on");
        assertThat(Fitting.of(needs(whole), 30_000_000_000L)).contains("lora=on dtype=bf16");
        assertThat(Fitting.of(needs(whole), 9_000_000_000L)).isEmpty();
    }

    @Test
    void aRewardModelHoldsNoOtherRoleAndHasNoLogits() {
        RewardSettings settings = Settings.apply(RewardSettings.class, Map.of("device", "cuda", "maxLength", 100));
        MemoryPlan plan = needs(settings).plan();
        assertThat(bytes(plan, "trunk of the reward model")).isEqualTo(16_060_522_496L);
        // Adapters of width 16, in F32, with two moments.
        assertThat(bytes(plan, "adapters")).isEqualTo(4 * 41_943_040L);
        assertThat(bytes(plan, "moments of the optimiser")).isEqualTo(8 * 41_943_040L);
        // 32 texts of 100 tokens are fewer than microBatchTokens; of each token the residual of every layer and the
        // insides of one.
        assertThat(bytes(plan, "activations of 3200 tokens"))
                .isEqualTo(3200 * (32 * 4 * 4096 + 4L * (6 * 4096 + 5 * 4096 + 6 * 1024 + 5 * 14_336)));
        assertThat(plan.parts()).hasSize(5);
        assertThat(plan.of(When.SAMPLING)).isZero();
    }

    @Test
    void theResponsesOfAPairAreLearntFromTogether() {
        MemoryNeeds few = needs(Settings.apply(DpoSettings.class, Map.of("microBatchTokens", 100, "dtype", "bf16")));
        assertThat(bytes(few.plan(), "activations of 1024 tokens")).isPositive();
        assertThat(Fitting.of(few, few.plan().of(When.ALWAYS) + 1)).isEmpty();
    }

    @Test
    void directPreferenceOptimisationHoldsAReferenceBesideAWholePolicy() {
        assertThat(needs(Settings.apply(DpoSettings.class, Map.of("lora", "off")))
                        .plan()
                        .of(When.ALWAYS))
                .isEqualTo((4 + 4 + 8) * 8_030_261_248L);
        assertThat(bytes(needs(Settings.apply(DpoSettings.class, Map.of())).plan(), "trunk of policy and reference"))
                .isEqualTo(4 * 8_030_261_248L);
    }

    @Test
    void onlyATrainingWithACriticHoldsOne() {
        MemoryPlan rloo = needs(Settings.apply(RlooSettings.class, Map.of("lora", "off", "klLimit", 0, "group", 4)))
                .plan();
        assertThat(rloo.of(When.ALWAYS)).isEqualTo((3 * 4 + 8) * 8_030_261_248L);
        assertThat(new TrainingMemory(EIGHT_BILLION, null, 512).needs(Settings.defaults(SftSettings.class)))
                .isEmpty();
    }

    @Test
    void sizesAreReadFromTheHeadersOfAllShards() throws IOException {
        Files.writeString(
                directory.resolve("model.safetensors.index.json"),
                "{\"weight_map\":{\"a\":\"one.safetensors\",\"b\":\"two.safetensors\"}}");
        shard("one.safetensors", """
            {"__metadata__":{"format":"pt"},"model.embed_tokens.weight":{"dtype":"F32","shape":[40,16],"data_offsets":[0,2560]},
             "model.layers.0.self_attn.q_proj.weight":{"dtype":"F32","shape":[32,16],"data_offsets":[0,0]},
             "model.layers.0.self_attn.k_proj.weight":{"dtype":"F32","shape":[8,16],"data_offsets":[0,0]}}""");
        shard("two.safetensors", """
            {"model.layers.0.mlp.gate_proj.weight":{"dtype":"F32","shape":[24,16],"data_offsets":[0,0]},
             "model.layers.1.self_attn.q_proj.weight":{"dtype":"F32","shape":[32,16],"data_offsets":[0,0]}}""");

        assertThat(ModelSizes.read(directory))
                .isEqualTo(new ModelSizes(40, 16, 24, 2, 32, 8, false, 16 * (40 + 32 + 8 + 24 + 32)));
    }

    @Test
    void whatIsNoModelOfOursIsSaid() throws IOException {
        assertThatThrownBy(() -> ModelSizes.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no weights here; expected model.safetensors");
        Files.writeString(directory.resolve("model.safetensors"), "weights");
        assertThatThrownBy(() -> ModelSizes.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("model.safetensors: no safetensors file");
        shard("model.safetensors", "{\"h.0.weight\":{\"dtype\":\"F32\",\"shape\":[40,16],\"data_offsets\":[0,2560]}}");
        assertThatThrownBy(() -> ModelSizes.read(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is no matrix \"embed_tokens.weight\"");
    }

    private void shard(String name, String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        Files.write(
                directory.resolve(name),
                ByteBuffer.allocate(Long.BYTES + json.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
    }
}
