package org.careloop.lm.text.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole templates over conversations of every shape, as transformers renders them; {@code
 * src/test/referee/chat_templates.py} made the expectations. The text of the known templates is not ours to keep: they are
 * read from the shared models, and skipped where they are absent or of another version.
 */
class ConversationsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T10:15:30Z"), ZoneOffset.UTC);
    private static final Path RESOURCES = Path.of("src/test/resources/org/careloop/lm/text");
    private static final Path KNOWN = Path.of(System.getProperty("careloop.shared"), "models/chat-templates");

    /** A conversation, and its text or the template's own refusal. */
    record Chat(
            List<Message> messages,
            @Nullable String rendered,
            @Nullable String refused) {}

    record Own(String name, String template, List<Chat> chats) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Known(String file, String sha256, List<Chat> chats) {
        @Override
        public String toString() {
            return file;
        }
    }

    static Stream<Own> own() throws IOException {
        return JsonLines.readAll(RESOURCES.resolve("conversations.jsonl"), Own.class).stream();
    }

    static Stream<Known> known() throws IOException {
        return JsonLines.readAll(RESOURCES.resolve("known-renderings.jsonl"), Known.class).stream();
    }

    @ParameterizedTest
    @MethodSource("own")
    void aTemplateInTheMannerOfAFamilyIsRenderedAsTransformersDoes(Own own) {
        check(own.template(), own.chats());
    }

    @ParameterizedTest
    @MethodSource("known")
    void aKnownTemplateIsRenderedAsTransformersDoes(Known known) throws IOException {
        Path file = KNOWN.resolve(known.file());
        assumeTrue(Files.exists(file), () -> "not checked: " + file + " is absent");
        String source = Files.readString(file);
        assumeTrue(sha256(source).equals(known.sha256()), () -> "not checked: " + file + " is another version");
        check(source, known.chats());
    }

    private static void check(String source, List<Chat> chats) {
        ChatTemplate template = ChatTemplate.parse(source, CLOCK);
        for (Chat chat : chats) {
            if (chat.refused() == null) {
                assertThat(render(template, chat.messages())).isEqualTo(chat.rendered());
            } else {
                assertThatThrownBy(() -> render(template, chat.messages()))
                        .isInstanceOfSatisfying(
                                TemplateException.class,
                                e -> assertThat(e.isRaisedByTemplate()).isTrue())
                        .hasMessage(chat.refused());
            }
        }
    }

    private static String render(ChatTemplate template, List<Message> messages) {
        List<Map<String, String>> values = messages.stream()
                .map(message -> Map.of("role", message.role().label(), "content", message.content()))
                .toList();
        return template.render(Map.of(
                "messages",
                values,
                "bos_token",
                "<bos>",
                "eos_token",
                "<eos>",
                "add_generation_prompt",
                messages.getLast().role() != Message.Role.ASSISTANT));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
