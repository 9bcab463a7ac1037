package org.careloop.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.Message;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResponseEncoderTest {
    private static final List<Message> PROMPT = List.of(Message.user("Once upon a time there was a"));
    private static final String RESPONSE = "little dog who ran";

    private ChatFormat format;
    private int[] prompt;
    private int[] response;

    @BeforeEach
    void tokenize() throws IOException {
        format = ChatFormat.load(SharedData.stories(), Tokenizer.load(SharedData.stories()));
        prompt = format.prompt(PROMPT);
        response = format.response(RESPONSE);
    }

    @Test
    void aConversationThatFitsIsReadWhole() {
        ResponseEncoder encoder = new ResponseEncoder(format, prompt.length + response.length);
        assertThat(encoder.encode(PROMPT, RESPONSE)).isEqualTo(format.conversation(PROMPT, RESPONSE));
        assertThat(encoder.cut()).isZero();
    }

    @Test
    void aLongPromptLosesItsStartButNotItsFirstToken() {
        ResponseEncoder encoder = new ResponseEncoder(format, 3 + response.length);
        int[] read = encoder.encode(PROMPT, RESPONSE);
        assertThat(read).hasSize(3 + response.length);
        assertThat(read[0]).isEqualTo(prompt[0]);
        assertThat(read[2]).isEqualTo(prompt[prompt.length - 1]);
        assertThat(Arrays.copyOfRange(read, 3, read.length)).isEqualTo(response);
        assertThat(encoder.cut()).isEqualTo(1);
    }

    @Test
    void aResponseTooLongForAnyPromptKeepsItsStartAndTheEndOfTurn() {
        int[] read = new ResponseEncoder(format, 4).encode(PROMPT, RESPONSE);
        assertThat(read).containsExactly(prompt[0], response[0], response[1], format.endOfTurn());
    }
}
