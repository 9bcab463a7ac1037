package org.careloop.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    private static final String GOOD =
            "{\"id\":\"p\",\"prompt\":[{\"role\":\"user\",\"content\":\"My ear hurts. 耳朵疼。\"}]}";

    @TempDir
    Path folder;

    @Test
    void aBrokenLineInALongFileIsNamed() throws IOException {
        List<String> lines = new ArrayList<>(Collections.nCopies(10_000, GOOD));
        lines.set(6_420, "{\"id\":\"p\",\"prompt\":[{\"role\":\"user\"");
        Path file = Files.write(folder.resolve("prompts.jsonl"), lines);

        assertThatThrownBy(() -> JsonLines.readAll(file, Prompt.class))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(file + ", line 6421: ");
    }

    @Test
    void aWrongValueNamesItsFieldAndWhatWasExpected() throws IOException {
        Path file = write("{\"id\":\"c\",\"prompt\":[{\"role\":\"user\",\"content\":\"x\"}],\"a\":\"1\",\"b\":\"2\","
                + "\"votes\":[{\"annotator\":\"n\",\"verdict\":\"LEFT\"}]}");

        assertThatThrownBy(() -> JsonLines.readAll(file, Comparison.class))
                .isInstanceOf(BadInput.class)
                .hasMessage(file + ", line 1: field \"votes[0]\": verdict \"LEFT\" is not known; "
                        + "expected one of [A, SAME, B, BOTH_BAD]");
    }

    @Test
    void aMissingFieldIsNamed() throws IOException {
        Path file = write(GOOD, "{\"prompt\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThatThrownBy(() -> JsonLines.readAll(file, Prompt.class))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("field \"id\" is missing");
    }

    @Test
    void aFileInAnotherEncodingIsRefused() throws IOException {
        Path file = folder.resolve("gbk.jsonl");
        Files.write(file, GOOD.getBytes("GBK"));

        assertThatThrownBy(() -> JsonLines.readAll(file, Prompt.class))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 1: the text looks like GB18030; expected UTF-8");
    }

    @Test
    void aByteOrderMarkIsSkipped() throws IOException {
        Path file = write("\uFEFF" + GOOD);

        assertThat(JsonLines.readAll(file, Prompt.class)).hasSize(1);
    }

    @Test
    void aLineWithNullIsRefused() throws IOException {
        Path file = write(GOOD, "null");

        assertThatThrownBy(() -> JsonLines.readAll(file, Prompt.class))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2: null; expected a JSON object");
    }

    @Test
    void anInvalidDateIsRefusedWithAnExample() throws IOException {
        Path file = write("{\"id\":\"c\",\"prompt\":[{\"role\":\"user\",\"content\":\"x\"}],\"a\":\"1\",\"b\":\"2\","
                + "\"votes\":[{\"annotator\":\"n\",\"verdict\":\"A\",\"judged_at\":\"yesterday\"}]}");

        assertThatThrownBy(() -> JsonLines.readAll(file, Comparison.class))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "judged_at\": \"yesterday\" was given; expected a moment such as 2026-01-31T08:00:00Z");
    }

    @Test
    void aFileWithoutRowsIsRefused() throws IOException {
        Path file = write("", "  ");

        assertThatThrownBy(() -> JsonLines.readAll(file, Prompt.class))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("no rows");
    }

    @Test
    void aFailedWriteLeavesTheOldFile() throws IOException {
        Path file = write(GOOD);
        Iterable<Object> broken = () -> {
            throw new IllegalStateException("half way");
        };

        assertThatThrownBy(() -> JsonLines.write(file, broken)).isInstanceOf(IllegalStateException.class);

        assertThat(file).content(StandardCharsets.UTF_8).isEqualTo(GOOD + "\n");
    }

    private Path write(String... lines) throws IOException {
        return Files.write(folder.resolve("rows.jsonl"), List.of(lines));
    }
}
