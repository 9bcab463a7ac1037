package org.careloop.lm.sft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftExampleTest {
    private static final int BOS = 1;
    private static final int END = 2;
    private static final int USER = 4;
    private static final int ASSISTANT = 5;

    private static final List<Message> TWO_ANSWERS =
            List.of(Message.user("a"), Message.assistant("bc"), Message.user("d"), Message.assistant("e"));

    @TempDir
    Path directory;

    @Test
    void onlyTheAssistantsTokensAndTheEndsOfItsTurnsAreLearnt() throws IOException {
        List<SftExample> examples = SftExample.of(TWO_ANSWERS, format());

        assertThat(examples).hasSize(1);
        SftExample example = examples.getFirst();
        assertThat(example.ids())
                .containsExactly(
                        BOS,
                        USER,
                        letter('a'),
                        END,
                        ASSISTANT,
                        letter('b'),
                        letter('c'),
                        END,
                        USER,
                        letter('d'),
                        END,
                        ASSISTANT,
                        letter('e'),
                        END);
        assertThat(example.learnt())
                .containsExactly(
                        false, false, false, false, false, true, true, true, false, false, false, false, true, true);
        assertThat(example.weight()).isEqualTo(5);
    }

    @Test
    void aFormatThatRewritesEarlierTurnsGivesAnExampleForEachAnswer() throws IOException {
        format();
        // Renders only the last user message, like templates that drop earlier reasoning.
        Files.writeString(
                directory.resolve("chat_template.jinja"),
                "{{ bos_token }}{{ messages[-1].content if messages[-1].role == 'user' else messages[-1].content +"
                        + " eos_token }}");
        List<SftExample> examples = SftExample.of(TWO_ANSWERS, ChatFormat.load(directory, Tokenizer.load(directory)));

        assertThat(examples).hasSize(2);
        assertThat(examples.get(0).ids()).containsExactly(BOS, letter('a'), letter('b'), letter('c'), END);
        assertThat(examples.get(1).ids()).containsExactly(BOS, letter('d'), letter('e'), END);
        assertThat(examples.get(1).learnt()).containsExactly(false, false, true, true);
    }

    @Test
    void aLongExampleIsCutAtTheEnd() throws IOException {
        SftExample example = SftExample.of(TWO_ANSWERS, format()).getFirst().cut(7);

        assertThat(example.length()).isEqualTo(7);
        assertThat(example.weight()).isEqualTo(2);
    }

    /** A byte's id: the six special tokens come first. */
    private static int letter(char letter) {
        return 6 + letter;
    }

    private ChatFormat format() throws IOException {
        Tokenizer tokenizer = TokenizerTraining.train(List.of(), 6 + 256, 64, directory);
        return ChatFormat.load(directory, tokenizer);
    }
}
