package org.careloop.ppo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncodedPromptTest {
    @TempDir
    Path folder;

    private Path file;
    private ChatFormat format;

    @BeforeEach
    void twoPrompts() throws IOException {
        Path base = NanoModel.write(folder.resolve("base"), 3);
        format = ChatFormat.load(base, Tokenizer.load(base));
        file = folder.resolve("prompts.jsonl");
        JsonLines.write(
                file,
                List.of(
                        new Prompt("short", List.of(Message.user("Q"))),
                        new Prompt("long", List.of(Message.user("Q".repeat(40))))));
    }

    @Test
    void promptsThatAreTooLongAreLeftOut() throws IOException {
        assertThat(EncodedPrompt.read(file, format, 30))
                .extracting(prompt -> prompt.prompt().id())
                .containsExactly("short");
    }

    @Test
    void promptsThatAreAllTooLongAreRefusedWithWhatToDo() {
        assertThatThrownBy(() -> EncodedPrompt.read(file, format, 2))
                .isInstanceOf(BadInput.class)
                .hasMessageEndingWith(
                        "prompts.jsonl: no prompt has at most 2 tokens, so none leaves room for an answer; shorten the prompts or lower maxNewTokens");
    }

    @Test
    void answersThatTakeAllThatTheModelReadsAreRefusedByTheSetting() {
        assertThatThrownBy(() -> EncodedPrompt.read(file, format, -36))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "maxNewTokens leaves no room for a prompt; lower it by more than 36, so that prompt and answer fit into what the model reads");
    }
}
