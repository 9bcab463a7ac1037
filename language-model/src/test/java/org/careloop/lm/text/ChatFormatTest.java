package org.careloop.lm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatFormatTest {
    record Chat(String model, List<Message> messages, int[] ids) {}

    record Answer(List<Message> prompt, int[] promptTokens, int[] tokens) {}

    /** {@code src/test/referee/chat_templates.py} made the expected ids. */
    @ParameterizedTest
    @ValueSource(strings = {"llama3-tokenizer", "smollm2-135m-instruct"})
    void realTemplatesGiveTheIdsOfTransformers(String model) throws IOException {
        ChatFormat format = load(SharedData.folder("models/" + model));
        List<Chat> chats =
                JsonLines.readAll(Path.of("src/test/resources/org/careloop/lm/text/chats.jsonl"), Chat.class).stream()
                        .filter(chat -> chat.model().equals(model))
                        .toList();

        assertThat(chats).hasSize(4);
        for (Chat chat : chats) {
            assertThat(format.prompt(chat.messages())).as("%s", chat.messages()).containsExactly(chat.ids());
        }
    }

    @Test
    void promptAndAnswerOfARealChatModelAreItsOwnTokens() throws IOException {
        Path folder = SharedData.folder("models/smollm2-135m-instruct");
        ChatFormat format = load(folder);
        Tokenizer tokenizer = Tokenizer.load(folder);
        List<Answer> answers = JsonLines.readAll(folder.resolve("greedy.expected.jsonl"), Answer.class);

        assertThat(answers).hasSize(5);
        for (Answer answer : answers) {
            assertThat(format.prompt(answer.prompt())).containsExactly(answer.promptTokens());
        }
        Answer france = answers.getFirst();
        String text = tokenizer.decode(france.tokens(), true);
        assertThat(text).isEqualTo("The capital of France is Paris.");
        assertThat(format.conversation(france.prompt(), text))
                .containsExactly(Tokenizer.concat(france.promptTokens(), france.tokens()));
        assertThat(format.stopIds()).containsExactly(2);
    }

    @Test
    void llama3EndsATurnAtItsOwnTokenAndStartsWithOneBos() throws IOException {
        ChatFormat format = load(SharedData.folder("models/llama3-tokenizer"));
        int[] ids = format.conversation(List.of(Message.user("Hi")), "Hello");

        assertThat(ids).startsWith(128000, 128006).endsWith(9906, 128009);
        assertThat(IntStream.of(ids).filter(id -> id == 128000).count()).isEqualTo(1);
        assertThat(format.stopIds()).containsExactly(128001, 128009);
    }

    @Test
    void aModelWithoutTemplateIsAskedInThePlainFormat() throws IOException {
        Path folder = SharedData.folder("models/stories260K");
        ChatFormat format = load(folder);
        Tokenizer tokenizer = Tokenizer.load(folder);
        int[] ids = format.conversation(
                List.of(Message.user("Once upon a time"), Message.assistant("there was a dog")), "The end");

        assertThat(tokenizer.decode(ids, false)).isEqualTo("<s> Once upon a time\n\nthere was a dog\n The end</s>");
        assertThat(ids).startsWith(1, 403, 407, 261, 378).endsWith(2);
        assertThat(format.endOfTurn()).isEqualTo(2);
    }

    @Test
    void aTemplateThatCannotBeRenderedIsRefusedAtLoad(@TempDir Path directory) throws IOException {
        copyOfStories(directory, "{% for m in messages %}{{ m.content | wordwrap(20) }}{% endfor %}");

        assertThatThrownBy(() -> load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        directory + ": the chat template cannot be rendered exactly (line 1: the filter \"wordwrap\" is"
                                + " not supported); simplify chat_template, or remove it to use the plain format");
    }

    @Test
    void aTemplateThatFailsOnAUsualConversationIsRefusedAtLoad(@TempDir Path directory) throws IOException {
        copyOfStories(
                directory,
                "{% for m in messages %}{% if m.role == 'system' %}{{ today() }}{% endif %}{{ m.content }}{% endfor %}");

        assertThatThrownBy(() -> load(directory))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("cannot be rendered exactly (line 1: \"today\" is no function)");
    }

    @Test
    void aTurnEndsAtTheFirstSpecialTokenBehindTheAnswerOrAtEos(@TempDir Path directory) throws IOException {
        copyOfStories(directory, "{% for m in messages %}{{ m.content + ' ' + eos_token + '\n' }}{% endfor %}");
        assertThat(load(directory).endOfTurn()).isEqualTo(2);

        Files.writeString(
                directory.resolve("chat_template.jinja"), "{% for m in messages %}{{ m.content + '\n' }}{% endfor %}");
        assertThat(load(directory).endOfTurn()).isEqualTo(2);
    }

    @Test
    void aConversationThatTheTemplateRefusesIsBadInputInItsWords(@TempDir Path directory) throws IOException {
        copyOfStories(
                directory,
                "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
                        + "{% for m in messages %}{{ m.content }}{{ eos_token }}{% endfor %}");
        ChatFormat format = load(directory);

        assertThatThrownBy(() -> format.prompt(List.of(new Message(Message.Role.SYSTEM, "You are kind."))))
                .isInstanceOf(BadInput.class)
                .hasMessage("the model's chat template refuses this conversation (system: \"You are kind.\"): System"
                        + " role not supported");
        assertThat(format.endOfTurn()).isEqualTo(2);
    }

    private static void copyOfStories(Path directory, String template) throws IOException {
        Path stories = SharedData.folder("models/stories260K");
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            Files.copy(stories.resolve(file), directory.resolve(file));
        }
        Files.writeString(directory.resolve("chat_template.jinja"), template);
    }

    private static ChatFormat load(Path directory) throws IOException {
        return ChatFormat.load(directory, Tokenizer.load(directory));
    }
}
