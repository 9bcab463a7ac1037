package org.careloop.run.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    private static final String ROWS =
            "{\"text\": \"one\"}\r\n\n{\"id\": 7, \"text\": \"二 two\"}\n{\"text\": \"three\"}";

    @TempDir
    Path folder;

    @Test
    void rowsHaveThePlacesAtWhichTheyBegin() throws IOException {
        List<Document> all = read(Files.writeString(folder.resolve("a.jsonl"), ROWS), TextUnit.FILE, 0, 1);

        assertThat(all).extracting(Document::text).containsExactly("one", "", "二 two", "three");
        assertThat(all).extracting(Document::start).containsExactly(0L, 17L, 18L, 47L);
        assertThat(all).extracting(Document::line).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void readingFromAPlaceGivesWhatStandsBehindIt() throws IOException {
        Path plain = Files.writeString(folder.resolve("a.jsonl"), ROWS);
        Path packed = packed("b.jsonl.gz", ROWS.getBytes(StandardCharsets.UTF_8));
        for (Path file : List.of(plain, packed)) {
            List<Document> all = read(file, TextUnit.FILE, 0, 1);
            for (int i = 0; i < all.size(); i++) {
                Document from = all.get(i);
                assertThat(read(file, TextUnit.FILE, from.start(), from.line())).isEqualTo(all.subList(i, all.size()));
            }
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheText() throws IOException {
        Path rows = Files.writeString(folder.resolve("a.jsonl"), "\uFEFF{\"text\": \"one\"}\n");
        Path text = Files.writeString(folder.resolve("a.txt"), "\uFEFFone\ntwo\n");

        assertThat(read(rows, TextUnit.FILE, 0, 1)).extracting(Document::text).containsExactly("one");
        assertThat(read(text, TextUnit.FILE, 0, 1)).extracting(Document::text).containsExactly("one\ntwo");
    }

    @Test
    void plainTextIsDividedAsAsked() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "one\ntwo\n\nthree\n");

        assertThat(read(file, TextUnit.FILE, 0, 1)).extracting(Document::text).containsExactly("one\ntwo\n\nthree");
        assertThat(read(file, TextUnit.LINE, 0, 1))
                .extracting(Document::text)
                .containsExactly("one", "two", "", "three");
        List<Document> paragraphs = read(file, TextUnit.PARAGRAPH, 0, 1);
        assertThat(paragraphs).extracting(Document::text).containsExactly("one\ntwo", "three");
        assertThat(paragraphs).extracting(Document::start).containsExactly(0L, 9L);
        assertThat(paragraphs).extracting(Document::line).containsExactly(1L, 4L);
    }

    @Test
    void aRowThatCannotBeReadIsNamedAndThoseBehindItAreRead() throws IOException {
        Path file = Files.writeString(
                folder.resolve("a.jsonl"),
                "{\"text\": \"fine\"}\n{\"texts\": \"a\"}\nno row\n{\"text\": \"a\\u0000b\"}\n{\"text\": \"good\"}\n");
        List<Document> all = read(file, TextUnit.FILE, 0, 1);

        assertThat(problems(all))
                .containsExactly(
                        file + ", line 2: the row has no field \"text\"; expected an object with a text in that field",
                        file
                                + ", line 3: character 1: no is no value in JSON; expected a text in double quotes, a"
                                + " number, true, false, null, a list or an object",
                        file + ", line 4: field \"text\" holds U+0000 at character 2, which is no text; remove it");
        assertThat(all.getLast().text()).isEqualTo("good");
    }

    @Test
    void anotherEncodingIsNamedWithItsLine() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"text\": \"ok\"}\n{\"text\": \"患者咳嗽三天，伴有发热和头痛\"}\n", Charset.forName("GB18030"));
        Path wide = Files.writeString(folder.resolve("b.txt"), "one two three", StandardCharsets.UTF_16LE);

        assertThat(problems(read(file, TextUnit.FILE, 0, 1)))
                .singleElement()
                .asString()
                .startsWith(file + ", line 2: the text looks like GB18030; expected UTF-8: save it as UTF-8");
        assertThat(problems(read(wide, TextUnit.LINE, 0, 1)))
                .singleElement()
                .asString()
                .startsWith(wide + ", line 1: the text looks like UTF-16; expected UTF-8");
    }

    @Test
    void aLineThatIsTooLongIsNamedAndNotKeptInMemory() throws IOException {
        Path file = folder.resolve("a.jsonl");
        byte[] part = new byte[1 << 20];
        Arrays.fill(part, (byte) 'x');
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 33; i++) {
                out.write(part);
            }
            out.write("\n{\"text\": \"good\"}\n".getBytes(StandardCharsets.UTF_8));
        }
        List<Document> all = read(file, TextUnit.FILE, 0, 1);

        assertThat(problems(all))
                .containsExactly(file
                        + ", line 1: the text has more than 33554432 bytes; expected one text a line, no"
                        + " longer than that: divide it");
        assertThat(all.getLast().text()).isEqualTo("good");
    }

    @Test
    void aPackedFileThatIsCutOffIsRefused() throws IOException {
        byte[] rows = "{\"text\": \"one\"}\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Path whole = packed("a.jsonl.gz", rows);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThatThrownBy(() -> read(cut, TextUnit.FILE, 0, 1))
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        cut + ": the gzip file is cut off or damaged; copy it again, or pack it again from its source");
        assertThat(new TextFile(whole).likelySize()).isEqualTo(rows.length);
    }

    private Path packed(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    private static List<Document> read(Path file, TextUnit unit, long start, long line) throws IOException {
        List<Document> all = new ArrayList<>();
        try (Documents documents = Documents.open(new TextFile(file), unit, start, line)) {
            for (Document next = documents.next(); next != null; next = documents.next()) {
                all.add(next);
            }
        }
        return all;
    }

    private static List<String> problems(List<Document> all) {
        return all.stream()
                .filter(document -> document.problem() != null)
                .map(document -> String.valueOf(document.problem()))
                .toList();
    }
}
