package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An adapter that PEFT made; src/test/referee/peft_adapter.py says how, and what the model computes with it. */
class PeftAdapterTest {
    private static final Path SAVED = Path.of("src/test/resources/parity/peft");

    private final Scope scope = Scope.open();
    private final LanguageModel model;

    @TempDir
    private Path directory;

    PeftAdapterTest() throws IOException {
        model = ParityFixture.Small.PLAIN.model();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void whatPeftSavedComputesTheSameHere() throws IOException {
        assertThat(PeftAdapter.load(model, "theirs", SAVED, Rng.seeded(1))).isEmpty();

        assertThat(model.adapterConfig("theirs"))
                .isEqualTo(new LoraConfig(2, 6, 0.1, Set.of("q_proj", "o_proj", "down_proj")));
        try (SafeTensors expected = SafeTensors.open(SAVED.resolve("expected.safetensors"));
                AdapterScope on = model.use("theirs");
                NoGrad off = NoGrad.on()) {
            Tensor ids = expected.read("ids");
            TokenBatch batch = TokenBatch.rightPadded(
                    List.of(ids.select(0, 0).toInts(), ids.select(0, 1).toInts()));
            Tensor difference = model.logits(model.hidden(batch)).sub(expected.read("logits"));
            assertThat(difference.abs().max().item()).isLessThan(1e-4);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            value = {
                "\"use_dora\": false => \"use_dora\": true => field \"use_dora\" is true; expected plain LoRA",
                "\"alpha_pattern\": {} => \"alpha_pattern\": {\"q_proj\": 4} => field \"alpha_pattern\" is {\"q_proj\":4}",
                "\"init_lora_weights\": true => \"init_lora_weights\": \"pissa\" => is pissa, which changes the trunk",
                "\"bias\": \"none\" => \"bias\": \"all\" => field \"bias\" is all; expected none",
                "\"r\": 2 => \"r\": 3 => base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
            })
    void whatWouldMeanSomethingElseIsRefused(String old, String instead, String message) throws IOException {
        String config = Files.readString(SAVED.resolve("adapter_config.json"));
        assertThat(config).contains(old);
        Files.writeString(directory.resolve("adapter_config.json"), config.replace(old, instead));
        Files.copy(SAVED.resolve("adapter_model.safetensors"), directory.resolve("adapter_model.safetensors"));

        assertThatThrownBy(() -> PeftAdapter.load(model, "theirs", directory, Rng.seeded(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> model.adapterConfig("theirs")).hasMessageContaining("no adapter");
    }

    @Test
    void aWeightThatNobodyWouldReadIsRefused() throws IOException {
        Files.copy(SAVED.resolve("adapter_config.json"), directory.resolve("adapter_config.json"));
        SafeTensorsWriter.write(
                directory.resolve("adapter_model.safetensors"),
                Map.of("base_model.model.lm_head.weight", Tensor.ones(41, 16)));

        assertThatThrownBy(() -> PeftAdapter.load(model, "theirs", directory, Rng.seeded(1)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the tensors [base_model.model.lm_head.weight] belong to no adapter");
    }
}
