package org.careloop.run.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
    @TempDir
    Path folder;

    @Test
    void aFolderGivesItsTextsInTheOrderOfTheirNames() throws IOException {
        for (String name :
                List.of("b/2.jsonl", "b/1.txt.gz", "a.ndjson", "README.md", ".cache/x.jsonl", "b/.hidden.txt")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{}");
        }

        assertThat(Corpus.files(List.of(folder)))
                .containsExactly(folder.resolve("a.ndjson"), folder.resolve("b/1.txt.gz"), folder.resolve("b/2.jsonl"));
    }

    @Test
    void whatIsNotReadIsRefusedAndNotPassedOver() throws IOException {
        Path parquet = Files.writeString(folder.resolve("a.parquet"), "PAR1");

        assertThatThrownBy(() -> Corpus.files(List.of(folder)))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(parquet + ": texts are not read from such a file; expected .jsonl");
        Files.delete(parquet);
        assertThatThrownBy(() -> Corpus.files(List.of(folder)))
                .hasMessageStartingWith(folder + ": no texts in this folder");
        assertThatThrownBy(() -> Corpus.files(List.of(parquet)))
                .hasMessage(parquet + ": there is no such file or folder of texts; check its name");
    }

    @Test
    void aFileThatWasChangedSinceIsNamed() throws IOException {
        Path one = Files.writeString(folder.resolve("1.txt"), "x".repeat(300_000));
        Path two = Files.writeString(folder.resolve("2.txt"), "y".repeat(300_000));
        Path listing = folder.resolve("texts.list");
        assertThat(Corpus.write(Map.of("data", List.of(folder)), listing)).isEqualTo(2);
        assertThat(Corpus.verified(listing).get("data"))
                .extracting(CorpusFile::path)
                .containsExactly(one, two);

        Files.writeString(two, "y".repeat(299_999) + "z");
        assertThatThrownBy(() -> Corpus.verified(listing))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(two + ": the file is not what it was when the run began");
        Files.delete(two);
        assertThatThrownBy(() -> Corpus.verified(listing))
                .hasMessageStartingWith(two + ": the file is not there any more");
    }

    @Test
    void aFileThatBeginsWronglyIsNamedBeforeAnythingIsLearnt() throws IOException {
        Files.writeString(folder.resolve("1.jsonl"), "{\"text\": \"good\"}\nbad\n");
        Files.writeString(folder.resolve("2.txt"), "");
        Path listing = folder.resolve("texts.list");
        Corpus.write(Map.of("data", List.of(folder)), listing);
        Corpus.requireReadable(listing);

        Path wrong = Files.writeString(folder.resolve("3.jsonl"), "{\"content\": \"good\"}\n");
        Corpus.write(Map.of("data", List.of(folder)), listing);
        assertThatThrownBy(() -> Corpus.requireReadable(listing))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(wrong + ", line 1: the row has no field \"text\"");
    }
}
