package org.careloop.lm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerTest {
    record Vector(String text, int[] ids) {}

    @Test
    void llama3TextsEncodeToTheKnownIdsAndDecodeBack() throws IOException {
        Path folder = SharedData.folder("models/llama3-tokenizer");
        Tokenizer tokenizer = Tokenizer.load(folder);
        List<Vector> vectors = JsonLines.readAll(folder.resolve("llamacpp-llama-bpe-vectors.jsonl"), Vector.class);

        assertThat(vectors).hasSize(44);
        for (Vector vector : vectors) {
            assertThat(tokenizer.encode(vector.text(), false)).as(vector.text()).containsExactly(vector.ids());
            assertThat(tokenizer.decode(vector.ids(), false)).isEqualTo(vector.text());
        }
    }

    @Test
    void aTextGetsExactlyOneBos() throws IOException {
        Tokenizer stories = Tokenizer.load(SharedData.folder("models/stories260K"));

        assertThat(stories.bos()).hasValue(1);
        assertThat(stories.encode("", true)).containsExactly(1);
        assertThat(stories.encode("<s>", true)).containsExactly(1);
        assertThat(stories.encode("Once upon a time", true)).containsExactly(1, 403, 407, 261, 378);
    }

    @Test
    void bosIsAddedWhereThePostProcessorForgetsIt() throws IOException {
        Tokenizer llama3 = Tokenizer.load(SharedData.folder("models/llama3-tokenizer"));

        assertThat(llama3.encode("Führer", true)).containsExactly(128000, 37, 51853, 261);
        assertThat(llama3.encode("<|begin_of_text|>Führer", true)).containsExactly(128000, 37, 51853, 261);
    }

    @Test
    void specialTokensAreKeptOrSkippedInDecoding() throws IOException {
        Tokenizer smollm = Tokenizer.load(SharedData.folder("models/smollm2-135m-instruct"));
        int[] ids = smollm.encode("<|im_start|>user<|im_end|>", false);

        assertThat(ids).containsExactly(1, 4093, 2);
        assertThat(smollm.decode(ids, false)).isEqualTo("<|im_start|>user<|im_end|>");
        assertThat(smollm.decode(ids, true)).isEqualTo("user");
        assertThat(smollm.eos()).hasValue(2);
        assertThat(smollm.pad()).hasValue(2);
        assertThat(smollm.stopIds()).containsExactly(2);
        assertThat(smollm.id("<|im_end|>")).hasValue(2);
        assertThat(smollm.id("two tokens")).isEmpty();
    }

    @Test
    void aModelDirectoryWithoutTokenizerNamesTheFileAndTheRemedy(@TempDir Path directory) {
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessage(directory + ": no tokenizer.json in this model directory; copy tokenizer.json and"
                        + " tokenizer_config.json from the model that this one was made from");
    }

    @Test
    void aBrokenTokenizerFileIsNamed(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("tokenizer.json"), "{\"version\": \"1.0\"");

        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        directory.resolve("tokenizer.json")
                                + ": character 18: the JSON ends in the middle; expected its closing quote, bracket or brace: was it cut off?");
    }

    @Test
    void endsOfGenerationComeFromEveryFileThatNamesThem(@TempDir Path directory) throws IOException {
        Files.copy(
                SharedData.folder("models/stories260K").resolve("tokenizer.json"), directory.resolve("tokenizer.json"));
        Files.writeString(directory.resolve("tokenizer_config.json"), "{\"eos_token\": {\"content\": \"</s>\"}}");
        Files.writeString(directory.resolve("generation_config.json"), "{\"eos_token_id\": [7, 5]}");
        Files.writeString(directory.resolve("config.json"), "{\"eos_token_id\": 3}");

        assertThat(Tokenizer.load(directory).stopIds()).containsExactly(2, 3, 5, 7);
    }
}
