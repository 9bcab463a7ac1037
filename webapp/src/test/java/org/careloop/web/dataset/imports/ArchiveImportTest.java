package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Archives, honest and not. */
class ArchiveImportTest extends DatasetTest {
    private static final byte[] ONE_ROW = bytes("id,prompt,a,b\n1,q,x,y\n");

    private Study study;

    @BeforeEach
    void begin() {
        study = newStudy(2);
    }

    @Test
    void filesOfAnArchiveAreReadEachByItsName() throws IOException {
        Path zip = zip(Map.of(
                "ward/first.csv",
                ONE_ROW,
                "second.jsonl",
                bytes("{\"prompt\":\"q\",\"chosen\":\"x\",\"rejected\":\"y\"}"),
                "manifest.json",
                bytes("{}")));
        ImportResult result = importFile(study, zip);
        assertThat(result.comparisons()).isEqualTo(2);
        assertThat(result.formats())
                .extracting(found -> found.file().replaceFirst("^.*rows.zip", "rows.zip") + " " + found.format())
                .containsExactlyInAnyOrder("rows.zip/ward/first.csv CSV", "rows.zip/second.jsonl TRL");
    }

    @Test
    void notesAndFactsBesideTheRowsAreNamedAndPassedOver() throws IOException {
        Path zip = zip(Map.of(
                "rows.csv", ONE_ROW,
                "README.txt", bytes("hello, please read"),
                "LICENSE", bytes("do what you like"),
                "docs/about.md", bytes("# About"),
                "dataset_info.json", bytes("{\"features\":{}}"),
                ".hidden", bytes("x"),
                "remarks.txt", bytes("one line, of prose\nand another")));
        ImportResult result = importFile(study, zip);
        assertThat(result.comparisons()).isEqualTo(1);
        assertThat(result.passedOver())
                .extracting(file -> file.file().replaceFirst("^.*rows.zip/", "") + " " + file.why())
                .containsExactlyInAnyOrder(
                        "README.txt NOTES",
                        "LICENSE NOTES",
                        "docs/about.md KIND",
                        "dataset_info.json FACTS",
                        ".hidden SYSTEM",
                        "remarks.txt PROSE");
    }

    @Test
    void aBadByteInsideAnArchiveIsNamedWithItsFileAndLine() throws IOException {
        byte[] rows = bytes("prompt,a,b\nq,x,y\n?,x,y\n");
        rows[17] = (byte) 0xFF;
        Path zip = zip(Map.of("ward/rows.csv", rows));
        assertThatThrownBy(() -> importFile(study, zip))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "rows.zip/ward/rows.csv, line 3: byte 1 of the line (hexadecimal FF) is not UTF-8");
    }

    @Test
    void aGzipFileIsReadAsWhatIsInIt() throws IOException {
        assertThat(importFile(study, write("rows.csv.gz", gzip(ONE_ROW))).comparisons())
                .isEqualTo(1);
    }

    @Test
    void anArchiveThatUnpacksToAThousandTimesItsSizeIsRefused() throws IOException {
        byte[] whole = Arrays.copyOf(bytes("id,prompt,a,b\n1,q,x,\""), 64 << 20);
        Arrays.fill(whole, 22, whole.length, (byte) 'a');
        assertBomb(zip(Map.of("bomb.csv", whole)));
        assertBomb(write("bomb.csv.gz", gzip(whole)));
    }

    @Test
    void aFileThatNobodyReadsUnpacksToNoMoreThanOneThatIsRead() throws IOException {
        assertBomb(zip(Map.of("manifest.json", new byte[64 << 20])));
        assertBomb(zip(Map.of("__MACOSX/rows.csv", new byte[64 << 20])));
    }

    private void assertBomb(Path file) {
        assertThatThrownBy(() -> importFile(study, file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("bytes unpack to more than")
                .hasMessageContaining("Unpack it yourself");
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void anArchiveInsideAnArchiveIsRefused() throws IOException {
        byte[] inner = Files.readAllBytes(zip(Map.of("a.csv", new byte[] {1})));
        assertThatThrownBy(() -> importFile(study, zip(Map.of("inner.zip", inner))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("rows.zip/inner.zip: an archive inside an archive; unpack it first");
    }

    @Test
    void anArchiveThatEndsTooEarlyIsCalledDamagedAndNothingIsStored() throws IOException {
        StringBuilder rows = new StringBuilder("id,prompt,a,b\n");
        for (int i = 0; i < 20_000; i++) {
            rows.append("r%d,%x,x,y%n".formatted(i, i * 2_654_435_761L));
        }
        byte[] zip = Files.readAllBytes(zip(Map.of("rows.csv", bytes(rows.toString()))));
        byte[] gzip = gzip(bytes(rows.toString()));
        for (Path cut : List.of(
                write("cut.zip", Arrays.copyOf(zip, zip.length / 2)),
                write("cut.csv.gz", Arrays.copyOf(gzip, gzip.length / 2)))) {
            assertThatThrownBy(() -> importFile(study, cut))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("the archive is damaged")
                    .hasMessageContaining("pack it again");
        }
        assertThat(comparisons.count(study.id())).isZero();
    }

    @Test
    void namesInTheEncodingOfAnOlderChineseSystemAreRead() throws IOException {
        Path target = folder.resolve("病房.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target), Charset.forName("GBK"))) {
            zip.putNextEntry(new ZipEntry("发烧.csv"));
            zip.write(bytes("prompt,a,b\nq,x,y\n"));
            zip.closeEntry();
        }
        importFile(study, target);
        assertThat(comparisons.page(study.id(), 0, 10))
                .extracting(row -> row.externalId())
                .containsExactly("发烧-2");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private Path zip(Map<String, byte[]> files) throws IOException {
        Path target = folder.resolve("rows.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return target;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
