package org.careloop.lm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.NativeMemory;
import org.careloop.lm.tensor.NoGrad;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.weights.SafeTensors;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CheckpointWriterTest {
    private static final ModelConfig NANO =
            ModelConfig.llama(40, 16, 24, 2, 4, 2, 64).withSpecialIds(1, List.of(2, 3), 0);

    private final Scope scope = Scope.open();
    private final Rng rng = Rng.seeded(7);
    private final LanguageModel model = LanguageModel.initialise(NANO, rng);
    private final TokenBatch batch = TokenBatch.rightPadded(List.of(new int[] {1, 5, 9, 33}));

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aWrittenModelLoadsAsTheSameModel() throws IOException {
        CheckpointWriter.of(model).write(directory);

        LanguageModel loaded = LanguageModel.load(directory, LoadOptions.cpu());

        assertThat(loaded.config()).isEqualTo(NANO);
        assertThat(logits(loaded).equalTo(logits(model))).isTrue();
    }

    @Test
    void tiedEmbeddingsAreWrittenOnce() throws IOException {
        CheckpointWriter.of(model).write(directory);
        try (SafeTensors written = SafeTensors.openDirectory(directory)) {
            assertThat(written.names())
                    .contains("model.embed_tokens.weight", "model.layers.1.mlp.down_proj.weight", "model.norm.weight")
                    .doesNotContain("lm_head.weight");
        }
    }

    @Test
    void anAdapterIsMergedInTheFileAndNotInTheModel() throws IOException {
        Tensor trunk = logits(model);
        model.addAdapter("policy", LoraConfig.ofRank(2), rng);
        model.adapterParameters("policy")
                .values()
                .forEach(p -> p.detach().addInPlace(Tensor.ones(1).mul(0.05)));
        CheckpointWriter.of(model).adapter("policy").write(directory);
        Tensor inUse;
        try (AdapterScope on = model.use("policy")) {
            inUse = logits(model);
        }

        Tensor merged = logits(LanguageModel.load(directory, LoadOptions.cpu()));

        assertThat(merged.sub(inUse).abs().max().item()).isLessThan(1e-5);
        assertThat(merged.sub(trunk).abs().max().item()).isGreaterThan(1e-3);
        assertThat(logits(model).equalTo(trunk)).isTrue();
    }

    /** Memory does not suffice for the merged weights of a large model beside the weights themselves. */
    @Test
    void oneMergedWeightIsInMemoryAtATime() {
        model.addAdapter("policy", LoraConfig.ofRank(2), rng);
        MergedWeights merged = MergedWeights.of(model, "policy");
        assertThat(merged.changed()).hasSize(2 * 7); // layers, projections
        for (String name : merged.changed()) {
            try (Scope once = Scope.open()) {
                long before = NativeMemory.handles();
                merged.get(name);
                assertThat(NativeMemory.handles() - before).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void aScoringModelIsASequenceClassifierOfOneLabel() throws IOException {
        LinearHead head = LinearHead.initialise(16, rng, model.device());
        CheckpointWriter.of(model).score(head).write(directory);

        JsonNode config = Json.read(directory.resolve("config.json"), JsonNode.class);
        assertThat(config.path("architectures").path(0).asString()).isEqualTo("LlamaForSequenceClassification");
        assertThat(config.path("id2label").size()).isEqualTo(1);
        assertThat(config.path("pad_token_id").asInt()).isZero();
        try (SafeTensors written = SafeTensors.openDirectory(directory)) {
            assertThat(written.read("score.weight").equalTo(head.weight().detach()))
                    .isTrue();
            assertThat(written.dtype("score.weight")).isEqualTo(DType.F32);
        }
        assertThat(LanguageModel.load(directory, LoadOptions.cpu())
                        .hidden(batch)
                        .equalTo(model.hidden(batch)))
                .isTrue();
    }

    @Test
    void aScoringModelIsNotTakenForALanguageModel() throws IOException {
        CheckpointWriter.of(model)
                .score(LinearHead.initialise(16, rng, model.device()))
                .write(directory);
        LanguageModel loaded = LanguageModel.load(directory, LoadOptions.cpu());
        assertThatThrownBy(() -> logits(loaded))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("a reward model was given where a language model is needed");
    }

    @Test
    void theTokenizersFilesComeAlongAndGenerationKnowsTheEnds() throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("tokenizer.json"), "{}");
        Files.writeString(source.resolve("chat_template.jinja"), "{{ x }}");
        Path target = directory.resolve("target");

        CheckpointWriter.of(model).tokenizerFrom(source).write(target);

        assertThat(target.resolve("tokenizer.json")).hasContent("{}");
        assertThat(target.resolve("chat_template.jinja")).hasContent("{{ x }}");
        JsonNode generation = Json.read(target.resolve("generation_config.json"), JsonNode.class);
        assertThat(generation.path("bos_token_id").asInt()).isEqualTo(1);
        assertThat(generation.path("eos_token_id").path(1).asInt()).isEqualTo(3);
    }

    @Test
    void theTemplateOfAProcessorIsWrittenWhereTokenizersReadIt() throws IOException {
        Path source = Files.createDirectory(directory.resolve("source"));
        Files.writeString(source.resolve("chat_template.json"), "{\"chat_template\": \"{{ x }}\"}");
        Path target = directory.resolve("target");

        CheckpointWriter.of(model).tokenizerFrom(source).write(target);

        assertThat(target.resolve("chat_template.jinja")).hasContent("{{ x }}");
        assertThat(target.resolve("chat_template.json")).doesNotExist();
    }

    private Tensor logits(LanguageModel any) {
        try (NoGrad off = NoGrad.on()) {
            return any.logits(any.hidden(batch));
        }
    }
}
