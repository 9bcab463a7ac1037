package org.careloop.run.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTextTest {
    private static final String GOOD = "{\"id\": \"a\", \"text\": \"发热\", \"source\": \"web_cn\"}\n";

    @TempDir
    Path folder;

    private Path file(String rows) throws IOException {
        return Files.writeString(folder.resolve("texts.jsonl"), rows);
    }

    @Test
    void textsComeWithTheirPlaces() throws IOException {
        List<String> seen = new ArrayList<>();
        SourceText.forEach(
                file(GOOD + "\n" + GOOD.replace("\"a\"", "\"b\"")), (place, text) -> seen.add(place + text.id()));

        assertThat(seen).containsExactly("0a", "1b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\": \"b\", \"source\": \"web\"} | field \"text\" is missing or empty; each text needs id, text"
                        + " and source",
                "{\"id\": \"b\", \"text\": \" \", \"source\": \"web\"} | field \"text\" is missing or empty",
                "{\"id\": \"b\", \"text\": \"x\"} | field \"source\" is missing or empty",
                "{\"text\": \"x\", \"source\": \"web\"} | field \"id\" is missing or empty",
                "{\"id\": \"a\", \"text\": \"x\", \"source\": \"web\"} | id \"a\" stands already in line 1; give each"
                        + " text an id of its own",
                "{\"id\": \"b\", \"text\": \"x\", \"source\": \"web\", \"language\": \"de\"} | language \"de\" is not"
                        + " known; expected zh or en",
            })
    void whatIsNoTextIsNamedByItsLine(String row, String words) throws IOException {
        Path file = file(GOOD + row + "\n");

        assertThatThrownBy(() -> SourceText.forEach(file, (place, text) -> {}))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(file + ", line 2: ")
                .hasMessageContaining(words);
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        Path file = file("\n");

        assertThatThrownBy(() -> SourceText.forEach(file, (place, text) -> {}))
                .hasMessage(file + ": no rows; expected one JSON object a line");
    }
}
