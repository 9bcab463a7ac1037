package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as people bring them to a command. */
class OddFilesTest {
    private static final String MESSAGES = "\"prompt\":[{\"role\":\"user\",\"content\":\"Q\"}]";
    private static final String GOOD = "{\"id\":\"1\"," + MESSAGES + ",\"a\":\"x\",\"b\":\"y\"}";

    @TempDir
    Path folder;

    @Test
    void aPromptThatIsATextIsWhatTheUserSaid() {
        String prompt = "{\"id\":\"1\",\"prompt\":\"How much water?\"%s}";
        List<Message> asked = List.of(Message.user("How much water?"));

        assertThat(Json.MAPPER.readValue(prompt.formatted(""), Prompt.class).prompt())
                .isEqualTo(asked);
        assertThat(Json.MAPPER
                        .readValue(prompt.formatted(",\"a\":\"A\",\"b\":\"B\""), Comparison.class)
                        .prompt())
                .isEqualTo(asked);
        assertThat(Json.MAPPER
                        .readValue(prompt.formatted(",\"response\":\"A\""), Response.class)
                        .prompt())
                .isEqualTo(asked);
    }

    @Test
    void aPromptThatIsNeitherTextNorMessagesIsRefusedWithWhatAPromptIs() throws IOException {
        assertThat(refusal("{\"id\":\"1\",\"prompt\":7}", Prompt.class))
                .isEqualTo(
                        "line 1: field \"prompt\": a number was given; expected a list of messages with role and content");
        assertThat(refusal("{\"id\":\"1\",\"prompt\":[{\"role\":\"user\"}]}", Prompt.class))
                .isEqualTo("line 1: field \"prompt[0]\": field \"content\" is missing");
    }

    @Test
    void contentInPartsIsRefusedByItsField() throws IOException {
        assertThat(refusal(
                        "{\"id\":\"1\",\"prompt\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Q\"}]}]}",
                        Prompt.class))
                .isEqualTo("line 1: field \"prompt[0].content\": a list was given; expected a text");
    }

    @Test
    void aFieldThatStandsTwiceIsRefused() throws IOException {
        assertThat(refusal(GOOD + "\n" + GOOD.replace("\"a\":\"x\"", "\"a\":\"x\",\"a\":\"z\""), Comparison.class))
                .isEqualTo("line 2: field \"a\" stands twice; keep one of them");
    }

    @Test
    void aScoreThatIsNotANumberIsRefused() throws IOException {
        assertThat(refusal(GOOD.substring(0, GOOD.length() - 1) + ",\"score\":NaN}", Comparison.class))
                .contains("NaN is no number in JSON; give a number, or null");
    }

    @Test
    void tagsOfAnotherKindAreRefusedByTheirField() throws IOException {
        String row = GOOD.substring(0, GOOD.length() - 1) + ",\"tags\":%s}";

        assertThat(refusal(row.formatted("\"acute\""), Comparison.class))
                .isEqualTo("line 1: field \"tags\": a text was given; expected a list of texts");
        assertThat(refusal(row.formatted("[{\"name\":\"acute\"}]"), Comparison.class))
                .isEqualTo("line 1: field \"tags[0]\": an object in braces was given; expected a text");
        assertThat(refusal(row.formatted("[\"acute\",null]"), Comparison.class))
                .isEqualTo("line 1: field \"tags\": null stands in the list; expected a value in each place");
    }

    @Test
    void linesEndedByCarriageReturnsAloneAreLines() throws IOException {
        Path file =
                Files.writeString(folder.resolve("rows.jsonl"), GOOD + "\r" + GOOD.replace("\"1\"", "\"2\"") + "\r");

        assertThat(JsonLines.readAll(file, Comparison.class))
                .extracting(Comparison::id)
                .containsExactly("1", "2");
        assertThat(refusal(GOOD + "\r{\"id\":\"2\"\r" + GOOD, Comparison.class)).startsWith("line 2: ");
    }

    @Test
    void oneBadByteIsNamedByItsLine() throws IOException {
        Path file = folder.resolve("rows.jsonl");
        byte[] bytes = (GOOD + "\n" + GOOD.replace("\"x\"", "\"~\"")).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '~' ? (byte) 0xFF : bytes[i];
        }
        Files.write(file, bytes);

        assertThat(refusal(file, Comparison.class))
                .startsWith("line 2: byte ")
                .contains("(hexadecimal FF) is not UTF-8; correct the character there");
    }

    @Test
    void anotherEncodingIsNamed() throws IOException {
        Path file = folder.resolve("rows.jsonl");
        for (String charset : new String[] {"UTF-16LE", "UTF-16", "GB18030"}) {
            Files.write(file, GOOD.replace("\"Q\"", "\"孕妇可以吃布洛芬吗？请先咨询医生。\"").getBytes(Charset.forName(charset)));

            assertThat(refusal(file, Comparison.class))
                    .startsWith("line 1: the text looks like " + charset.replace("LE", ""));
        }
    }

    @Test
    void rowsOfAnotherKindAreToldTheirWayIn() throws IOException {
        String wayIn = "expected JSON Lines with the fields id, prompt, a, b, votes: import other files into a study,"
                + " then export its comparisons (careloop import, careloop export)";

        assertThat(refusal("{\"prompt\":\"Q\",\"chosen\":\"x\",\"rejected\":\"y\"}", Comparison.class))
                .endsWith(wayIn);
        assertThat(refusal("prompt,a,b\nQ,x,y\n", Comparison.class)).endsWith(wayIn);
        assertThat(refusal("[\n" + GOOD + "]", Comparison.class)).endsWith(wayIn);
        assertThat(refusal("{\"question\":\"Q\"}", Prompt.class))
                .endsWith("expected JSON Lines with the fields id, prompt");
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(refusal(folder, Prompt.class)).isEqualTo("a directory; expected a file");
    }

    private String refusal(String text, Class<?> type) throws IOException {
        return refusal(Files.writeString(folder.resolve("rows.jsonl"), text), type);
    }

    /** The message behind the name of the file. */
    private static String refusal(Path file, Class<?> type) {
        String message = String.valueOf(catchThrowableOfType(BadInput.class, () -> JsonLines.readAll(file, type))
                .getMessage());
        assertThat(message).startsWith(file.toString()).doesNotContain("java.", "org.careloop", "JsonToken", "`");
        return message.substring(file.toString().length() + 2);
    }
}
