package org.careloop.lm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the files beside tokenizer.json say what a tokenizer and its chats are like, and where they disagree. */
class TokenizerFormsTest {
    private static final String NAMED = "{\"bos_token\": \"<s>\", \"eos_token\": \"</s>\"}";
    private static final String TEMPLATE = "{% for m in messages %}{{ m['content'] }} </s> {% endfor %}w4";
    private static final List<Message> QUESTION = List.of(Message.user("w5"));

    @TempDir
    private Path directory;

    @Test
    void aTokenThatTheModelHasNoEmbeddingOfIsRefusedWhereItIsUsed() throws IOException {
        WordTokenizer.write(directory, 12, NAMED);
        write("config.json", "{\"vocab_size\": 11}");
        Tokenizer tokenizer = Tokenizer.load(directory);

        assertThat(tokenizer.encode("w10 w3", true)).containsExactly(1, 10, 3);
        assertThatThrownBy(() -> tokenizer.encode("w3 w11", true))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "the tokenizer gives \"w11\" the id 11, and the model beside it has the ids 0 to 10")
                .hasMessageContaining("resize_token_embeddings(12)");
    }

    @Test
    void anEndOfTurnThatTheModelHasNoEmbeddingOfIsRefusedToo() throws IOException {
        WordTokenizer.write(directory, 12, NAMED.replace("</s>", "w11"));
        write("config.json", "{\"text_config\": {\"vocab_size\": 11}}");
        ChatFormat format = ChatFormat.load(directory, Tokenizer.load(directory));

        assertThatThrownBy(() -> format.response("w3"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the tokenizer gives \"w11\" the id 11");
    }

    @Test
    void anEosThatOnlyTheMapOfSpecialTokensNamesEndsATurn() throws IOException {
        WordTokenizer.write(directory, 12, "{\"bos_token\": \"<s>\", \"added_tokens_decoder\": {}}");
        write("special_tokens_map.json", "{\"eos_token\": {\"content\": \"</s>\", \"lstrip\": false}}");

        assertThat(Tokenizer.load(directory).eos()).hasValue(2);
    }

    @Test
    void theMapOfSpecialTokensOverridesTheConfigurationOfOlderTokenizersOnly() throws IOException {
        write("special_tokens_map.json", "{\"eos_token\": \"</s>\"}");
        WordTokenizer.write(directory, 12, NAMED.replace("</s>", "w8"));
        assertThat(Tokenizer.load(directory).eos()).hasValue(2);

        WordTokenizer.write(directory, 12, NAMED.replace("</s>", "w8").replace("}", ", \"added_tokens_decoder\": {}}"));
        assertThat(Tokenizer.load(directory).eos()).hasValue(8);
    }

    @Test
    void anEosThatOnlyTheGenerationConfigurationNamesEndsATurn() throws IOException {
        WordTokenizer.write(directory, 12, "{\"bos_token\": \"<s>\"}");
        write("generation_config.json", "{\"eos_token_id\": 9}");
        assertThat(ChatFormat.load(directory, Tokenizer.load(directory)).endOfTurn())
                .isEqualTo(9);

        write("generation_config.json", "{\"eos_token_id\": [8, 9]}");
        ChatFormat unsure = ChatFormat.load(directory, Tokenizer.load(directory));
        assertThatThrownBy(unsure::endOfTurn).isInstanceOf(BadInput.class).hasMessageContaining("names no eos_token");
        assertThat(unsure.tokenizer.stopIds()).containsExactly(8, 9);
    }

    @Test
    void theTemplateOfAProcessorIsTakenWhereThereIsNoOther() throws IOException {
        WordTokenizer.write(directory, 12, NAMED);
        write("chat_template.json", "{\"chat_template\": \"%s\"}".formatted(TEMPLATE));

        assertThat(prompt()).containsExactly(5, 2, 4);
    }

    @Test
    void aTemplateFileComesBeforeEveryOther() throws IOException {
        WordTokenizer.write(directory, 12, NAMED);
        write("chat_template.json", "{\"chat_template\": \"%s\"}".formatted(TEMPLATE));
        write("chat_template.jinja", TEMPLATE.replace("w4", "w6"));

        assertThat(prompt()).containsExactly(5, 2, 6);
    }

    @Test
    void twoTemplatesThatDifferAreRefused() throws IOException {
        WordTokenizer.write(directory, 12, NAMED.replace("}", ", \"chat_template\": \"w7\"}"));
        write("chat_template.json", "{\"chat_template\": \"%s\"}".formatted(TEMPLATE));

        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "chat_template.json: field \"chat_template\" differs from that of tokenizer_config.json");
    }

    /** src/test/referee/model_cards.py runs such Python with published tokenizers. */
    @Test
    void theIdsOfAPromptCanBeMadeInPythonWithoutASecondBos() throws IOException {
        WordTokenizer.write(directory, 12, NAMED);
        assertThat(ChatFormat.load(directory, Tokenizer.load(directory)).python())
                .isEqualTo("""
                prompt = "\\n\\n".join(message["content"] for message in messages) + "\\n"
                ids = [1] + tokenizer(prompt, add_special_tokens=False)["input_ids"]""");

        write("chat_template.jinja", TEMPLATE);
        assertThat(ChatFormat.load(directory, Tokenizer.load(directory)).python())
                .isEqualTo("""
                prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False)
                ids = tokenizer(prompt, add_special_tokens=False)["input_ids"]""");
    }

    @Test
    void gitLfsPointersAreNamedAsSuch() throws IOException {
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n";
        WordTokenizer.write(directory, 12, NAMED);
        write("chat_template.jinja", pointer);
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("chat_template.jinja: a Git LFS pointer");

        write("tokenizer_config.json", pointer);
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tokenizer_config.json: a Git LFS pointer");

        write("tokenizer.json", pointer);
        assertThatThrownBy(() -> Tokenizer.load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("tokenizer.json: a Git LFS pointer of 63 bytes");
    }

    private int[] prompt() throws IOException {
        return ChatFormat.load(directory, Tokenizer.load(directory)).prompt(QUESTION);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(directory.resolve(file), content);
    }
}
