package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a model directory holds besides the weights of its model, or in place of them. */
class CheckpointFormsTest {
    private final Scope scope = Scope.open();
    private final NoGrad off = NoGrad.on();
    private final Rng rng = Rng.seeded(7);
    private final LanguageModel tied = LanguageModel.initialise(ModelConfig.llama(40, 16, 24, 2, 4, 2, 64), rng);
    private final Map<String, Tensor> weights = new LinkedHashMap<>(tied.parameters());
    private final TokenBatch batch = TokenBatch.rightPadded(List.of(new int[] {1, 5, 9, 33}));

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        off.close();
        scope.close();
    }

    @Test
    void anOutputLayerThatEqualsTheEmbeddingIsTheTiedOne() throws IOException {
        weights.put("lm_head.weight", weights.get("model.embed_tokens.weight"));

        assertThat(logits(written()).equalTo(logits(tied))).isTrue();
    }

    @Test
    void anOutputLayerThatDiffersFromATiedEmbeddingIsRefused() throws IOException {
        weights.put("lm_head.weight", Tensor.randomNormal(rng, 0, 1, 40, 16));
        CheckpointWriter.of(tied).write(directory);
        SafeTensorsWriter.write(directory.resolve("model.safetensors"), weights);

        refused(
                "tie_word_embeddings in config.json is true, yet the weights hold an output layer \"lm_head.weight\" that differs",
                "set tie_word_embeddings to false");
    }

    @Test
    void tensorsThatTheModelHasNoPlaceForAreRefusedByName() throws IOException {
        weights.put("model.layers.0.self_attn.q_proj.bias", Tensor.ones(16));
        weights.put("v_head.weight", Tensor.ones(1, 16));
        CheckpointWriter.of(tied).write(directory);
        SafeTensorsWriter.write(directory.resolve("model.safetensors"), weights);

        refused(
                "the weights hold tensors that the model of config.json has no place for (2, such as \"model.layers.0.self_attn.q_proj.bias\")",
                "from_pretrained(DIR).save_pretrained(OUT)");
    }

    @Test
    void tablesOfRotaryPositionsAreLeftAlone() throws IOException {
        weights.put("model.layers.0.self_attn.rotary_emb.inv_freq", Tensor.ones(2));

        assertThat(logits(written()).equalTo(logits(tied))).isTrue();
    }

    @Test
    void theTextPartIsReadFromAModelOfImagesInEitherNaming() throws IOException {
        LanguageModel gemma = ParityFixture.Small.GEMMA3.model();
        Tensor wanted = logits(gemma);
        for (String place : List.of("language_model.model.", "model.language_model.")) {
            imageModel(gemma, place);

            LanguageModel read = LanguageModel.load(directory, LoadOptions.cpu());

            assertThat(logits(read).equalTo(wanted)).as(place).isTrue();
            assertThat(read.parameters()).containsOnlyKeys(gemma.parameters().keySet());
        }
    }

    private void imageModel(LanguageModel gemma, String place) throws IOException {
        String text = Files.readString(ParityFixture.Small.GEMMA3.directory().resolve("config.json"));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"architectures\": [\"Gemma3ForConditionalGeneration\"], \"text_config\": %s}".formatted(text));
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        gemma.parameters().forEach((name, weight) -> renamed.put(place + name.substring("model.".length()), weight));
        renamed.put("vision_tower.vision_model.embeddings.weight", Tensor.ones(1));
        SafeTensorsWriter.write(directory.resolve("model.safetensors"), renamed);
    }

    @ParameterizedTest
    @EnumSource
    void aModelOfEveryFamilyIsReadAsItWasWritten(ParityFixture.Small small) throws IOException {
        LanguageModel model = small.model();
        CheckpointWriter.of(model).write(directory);

        LanguageModel read = LanguageModel.load(directory, LoadOptions.cpu());

        assertThat(read.config()).isEqualTo(model.config());
        assertThat(logits(read).equalTo(logits(model))).isTrue();
    }

    @Test
    void anAdapterCoversTheAttentionOfAModelWithExpertsAndNothingElse() throws IOException {
        LanguageModel experts = ParityFixture.Small.QWEN3_MOE.model();
        experts.addAdapter("policy", LoraConfig.ofRank(2), rng);

        assertThat(experts.adapterConfig("policy").targets())
                .containsExactlyInAnyOrder("q_proj", "k_proj", "v_proj", "o_proj");
        assertThat(experts.adapterParameters("policy")).hasSize(3 * 4 * 2);
        assertThatThrownBy(() -> experts.addAdapter("none", new LoraConfig(2, 4, 0, Set.of("up_proj")), rng))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "field \"target_modules\" is [up_proj]; expected some of [q_proj, k_proj, v_proj, o_proj]");
    }

    @Test
    void expertsThatNoTokenReachesHaveAGradientOfZero() throws IOException {
        LanguageModel experts = ParityFixture.Small.QWEN3_MOE.model();
        experts.trainable(true);
        off.close();
        experts.hidden(TokenBatch.rightPadded(List.of(new int[] {5}))).sum().backward();

        long idle = experts.parameters().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("model.layers.0.mlp.experts."))
                .filter(entry ->
                        entry.getValue().grad().orElseThrow().abs().sum().item() == 0)
                .count();
        assertThat(idle).isEqualTo(3 * 3); // of five experts two compute the token
    }

    private LanguageModel written() throws IOException {
        CheckpointWriter.of(tied).write(directory);
        SafeTensorsWriter.write(directory.resolve("model.safetensors"), weights);
        return LanguageModel.load(directory, LoadOptions.cpu());
    }

    private void refused(String... words) {
        assertThatThrownBy(() -> LanguageModel.load(directory, LoadOptions.cpu()))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(directory + ": ")
                .hasMessageContainingAll(words);
    }

    private Tensor logits(LanguageModel any) {
        return any.logits(any.hidden(batch));
    }
}
