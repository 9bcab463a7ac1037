package org.careloop.web.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.ModelKind;
import org.careloop.run.RunKind;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.MemoryPlan.When;
import org.careloop.run.worker.WorkerSigns;
import org.careloop.web.checkpoint.Checkpoint;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.training.TrainingTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** A form says what memory a training takes, by the plan of the trainer, beside what workers say of their machines. */
class MemoryServiceTest extends TrainingTest {
    private static final String SHAPES = """
        {"model.embed_tokens.weight":{"dtype":"F32","shape":[50000,512],"data_offsets":[0,0]},
         "model.layers.0.self_attn.q_proj.weight":{"dtype":"F32","shape":[512,512],"data_offsets":[0,0]},
         "model.layers.0.self_attn.k_proj.weight":{"dtype":"F32","shape":[128,512],"data_offsets":[0,0]},
         "model.layers.0.mlp.gate_proj.weight":{"dtype":"F32","shape":[1024,512],"data_offsets":[0,0]}}\
        """;
    private static final long WEIGHTS = 512L * (50_000 + 512 + 128 + 1024);

    @Autowired
    private MemoryService memories;

    @Autowired
    private CheckpointService models;

    @Autowired
    private DataFolders folders;

    @Autowired
    private Clock clock;

    @TempDir
    private Path directory;

    private Checkpoint model(String name, ModelKind kind) throws IOException {
        Path model = Files.createDirectories(directory.resolve(name));
        Files.writeString(model.resolve("config.json"), "{}");
        Files.writeString(model.resolve("tokenizer.json"), "{}");
        byte[] json = SHAPES.getBytes(StandardCharsets.UTF_8);
        Files.write(
                model.resolve("model.safetensors"),
                ByteBuffer.allocate(Long.BYTES + json.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .put(json)
                        .array());
        return models.registerBase(unique(name), kind, model);
    }

    private MemoryForecast forecast(RunKind kind, Map<String, Object> settings) throws IOException {
        Optional<Checkpoint> reward =
                kind.needsReward() ? Optional.of(model("guide", ModelKind.REWARD)) : Optional.empty();
        return memories.forecast(kind, model("start", ModelKind.POLICY), reward, settings, new LongestTexts(100, 300))
                .orElseThrow();
    }

    @Test
    void theLongestTextsOfAStudyAreReckonedFromTheirBytes() {
        // [{"role": "user", "content": "Fever?"}] has 39 bytes, and "See a doctor." 13 more.
        assertThat(memories.longest(List.of(study.id()))).isEqualTo(new LongestTexts(13, 18));
        assertThat(LongestTexts.ofBytes(0, 0)).isEqualTo(new LongestTexts(0, 0));
        assertThat(LongestTexts.ofBytes(1, 4)).isEqualTo(new LongestTexts(1, 2));
    }

    @Test
    void aPolicyIsPlannedWithItsRewardModelAndARewardModelWithTheVotes() throws IOException {
        MemoryForecast rloo = forecast(RunKind.RLOO, Map.of("lora", "off", "klLimit", 0, "group", 4));
        assertThat(rloo.plan().of(When.ALWAYS)).isEqualTo((3 * 4 + 8) * WEIGHTS);
        assertThat(rloo.longest()).isEqualTo(100);
        MemoryForecast reward = forecast(RunKind.REWARD, Map.of("lora", "off"));
        assertThat(reward.plan().of(When.ALWAYS)).isEqualTo((4 + 8) * WEIGHTS);
        assertThat(reward.longest()).isEqualTo(300);
        assertThat(memories.forecast(
                        RunKind.EVALUATE,
                        model("start", ModelKind.POLICY),
                        Optional.empty(),
                        Map.of(),
                        new LongestTexts(1, 1)))
                .isEmpty();
    }

    @Test
    void whatWorkersSayOfTheirMachinesStandsBesideAndASettingThatMakesItFit() throws IOException {
        WorkerSigns signs = new WorkerSigns(folders.runs());
        Path sign = folders.runs().resolve("workers/memory-test");
        try {
            signs.give("memory-test", clock.instant(), 3 * 4 * WEIGHTS / 2);
            Files.setLastModifiedTime(sign, FileTime.from(clock.instant()));
            MemoryForecast forecast = forecast(RunKind.REWARD, Map.of("lora", "off"));
            assertThat(forecast.there()).hasValue(3 * 4 * WEIGHTS / 2);
            assertThat(forecast.isTooMuch()).isTrue();
            assertThat(forecast.remedy())
                    .hasValueSatisfying(settings -> assertThat(settings).contains("lora=on"));
            assertThat(forecast(RunKind.REWARD, Map.of("lora", "off", "device", "cuda"))
                            .there())
                    .isEmpty();
            signs.give("memory-test", clock.instant(), 64_000_000_000L);
            Files.setLastModifiedTime(sign, FileTime.from(clock.instant()));
            MemoryForecast large = forecast(RunKind.REWARD, Map.of("lora", "off"));
            assertThat(large.isTooMuch()).isFalse();
            assertThat(large.remedy()).isEmpty();
        } finally {
            Files.deleteIfExists(sign);
        }
        MemoryForecast unknown = forecast(RunKind.REWARD, Map.of());
        assertThat(unknown.there()).isEmpty();
        assertThat(unknown.isTooMuch()).isFalse();
        MemoryNeeds needs = unknown.needs();
        assertThat(needs.onCard()).isFalse();
    }

    @Test
    void weightsThatCannotBeReadSayWhy() {
        Checkpoint damaged = models.require(baseModel(), ModelKind.POLICY);
        assertThatThrownBy(() ->
                        memories.forecast(RunKind.REWARD, damaged, Optional.empty(), Map.of(), new LongestTexts(1, 1)))
                .hasMessageContaining("model.safetensors: no safetensors file");
    }
}
