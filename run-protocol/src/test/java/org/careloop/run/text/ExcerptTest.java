package org.careloop.run.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a file gives is shown in a message as far as it does no harm there. */
class ExcerptTest {
    @TempDir
    private Path folder;

    @Test
    void signsThatSteerATerminalOrTurnALineAreWrittenOut() {
        BadInput refused = BadInput.in(Path.of("a\u001b[31m"), Phrase.filled("x", "given %s\nhere", "b\u202ec"));

        assertThat(refused).hasMessage("a\\u001b[31m: given b\\u202ec\nhere");
    }

    @Test
    void aValueOfManyLettersIsCutBetweenTwoCharacters() {
        assertThat(Excerpt.of("x".repeat(999) + "💊" + "y".repeat(9))).isEqualTo("x".repeat(999) + "…");
        assertThat(Excerpt.of("问".repeat(1_000))).isEqualTo("问".repeat(1_000));
        assertThat(Excerpt.ofMessage("x".repeat(100_000))).hasSize(4_001);
    }

    @Test
    void aLineAndAFileLongerThanAnyAreNotTakenIntoMemory() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.jsonl"), "{\"id\": \"" + "x".repeat(33 << 20));
        assertThatThrownBy(() -> JsonLines.forEach(rows, Prompt.class, row -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessage(rows + ", line 1: the line has more than 33554432 characters; expected one row a line");

        assertThatThrownBy(() -> Json.read(rows, JsonNode.class))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(rows + ": the file has more than 33554432 bytes");
    }

    @Test
    void someBytesOfManyObjectsAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("config.json"), "[" + "{},".repeat(1_000_001) + "1]");

        assertThatThrownBy(() -> Json.read(file, JsonNode.class))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nested too deep or too long to be read; split it");
    }
}
