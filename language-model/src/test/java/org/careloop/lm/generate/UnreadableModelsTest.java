package org.careloop.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.WordTokenizer;
import org.careloop.run.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code careloop generate} says of a model directory that it cannot read as it was meant: code 2, in words. */
class UnreadableModelsTest {
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path model;

    @BeforeEach
    void aModelOfElevenIdsWithATokenizerOfTwelve() throws IOException {
        LanguageModel small = LanguageModel.initialise(ModelConfig.llama(11, 8, 8, 1, 2, 1, 32), Rng.seeded(1));
        CheckpointWriter.of(small).write(model);
        WordTokenizer.write(model, 12, "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}");
    }

    @Test
    void aTextIsContinuedWhereTheModelKnowsItsTokens() {
        assertThat(generate("w10 w3")).as(err.toString()).isZero();
    }

    @Test
    void aTokenBeyondTheEmbeddingIsRefusedInWords() {
        assertThat(generate("w10 w11")).isEqualTo(2);
        assertThat(err.toString())
                .contains("careloop: the tokenizer gives \"w11\" the id 11")
                .contains("vocab_size 11 in config.json");
    }

    @Test
    void anAdapterWhoseBaseIsNowhereIsRefusedInWords() throws IOException {
        Files.writeString(model.resolve("adapter_config.json"), "{}");
        Files.delete(model.resolve("config.json"));

        assertThat(generate("w3")).isEqualTo(2);
        assertThat(err.toString())
                .contains("adapter_config.json: field \"base_model_name_or_path\" is \"\"")
                .contains("name it with --base DIR");
    }

    @Test
    void anAdapterBesideAModelIsRefusedInWords() throws IOException {
        Files.writeString(model.resolve("adapter_config.json"), "{}");

        assertThat(generate("w3")).isEqualTo(2);
        assertThat(err.toString()).contains("adapter_config.json: an adapter lies beside a whole model");
    }

    @Test
    void aGitLfsPointerInPlaceOfWeightsIsRefusedInWords() throws IOException {
        Files.writeString(model.resolve("model.safetensors"), "version https://git-lfs.github.com/spec/v1\n");

        assertThat(generate("w3")).isEqualTo(2);
        assertThat(err.toString())
                .contains("model.safetensors: a Git LFS pointer")
                .contains("git lfs pull");
    }

    private int generate(String text) {
        CommandLine line = new CommandLine(new GenerateCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err));
        return Commands.run(line, "--model", model.toString(), "--text", text, "--set", "maxNewTokens=1");
    }
}
