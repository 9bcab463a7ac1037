package org.careloop.web.dataset.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives of which a part is lost are refused whole: rows that are not there cannot be missed. */
class HostileArchiveTest {
    private static final byte[] ROWS = "id,prompt,a,b\n1,q,x,y\n2,r,v,w\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aFileWhoseBeginningIsDamagedIsMissed() throws IOException {
        byte[] zip = zip("1.csv", "2.csv", "3.csv");
        zip[indexOf(zip, 10, 'P', 'K', 3, 4)] = 0;

        refused("rows.zip", zip, "the archive is damaged (its list names 3 files, 2 of them cannot be found)");
    }

    @Test
    void aListThatIsCutOffIsMissed() throws IOException {
        byte[] zip = zip("1.csv", "2.csv");

        refused("rows.zip", Arrays.copyOf(zip, indexOf(zip, 0, 'P', 'K', 1, 2)), "its end is cut off");
        refused("rows.zip", Arrays.copyOf(zip, zip.length - 1), "its end is cut off");
    }

    @Test
    void aFileThatTheListDoesNotNameIsRefused() throws IOException {
        byte[] zip = zip("1.csv", "2.csv");
        zip[indexOf(zip, indexOf(zip, 0, 'P', 'K', 1, 2), '1', '.', 'c', 's')] = '9';

        refused("rows.zip", zip, "its list lacks \"1.csv\"");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() throws IOException {
        byte[] zip = zip("1.csv", "2.csv");
        for (int at = indexOf(zip, 0, '2', '.', 'c', 's'); at >= 0; at = indexOf(zip, at, '2', '.', 'c', 's')) {
            zip[at] = '1';
        }

        refused("rows.zip", zip, "it holds \"1.csv\" twice");
    }

    @Test
    void aListOfMillionsIsNotTakenIntoMemory() throws IOException {
        byte[] zip = zip("1.csv");
        ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(zip.length - 10, Integer.MAX_VALUE);

        refused("rows.zip", zip, "the archive holds more than 1000 files; import them in parts");
    }

    @Test
    void aGzipFileOfSeveralPartsIsReadToItsEnd() throws IOException {
        byte[] first = gzip(ROWS);
        byte[] both = joined(first, gzip("3,s,x,y\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(rows("rows.csv.gz", both)).isEqualTo(3);
        assertThat(rows("rows.csv.gz", Arrays.copyOf(both, both.length + 512)))
                .as("padded with zeros")
                .isEqualTo(3);

        both[first.length] = 0;
        refused("rows.csv.gz", both, "what stands behind its first part is no further part");
    }

    @Test
    void aSmallFileOfManyPartsOfNothingIsRefusedForItsLength() throws IOException {
        String row = "{\"prompt\":\"q\",\"chosen\":\"a\",\"rejected\":\"b\",\"x\":[%s{}]}";

        Counted counted =
                read("rows.jsonl", row.formatted("{},".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(counted.refused).isEqualTo(1);
        refused(
                "rows.json",
                ("[" + row.formatted("{},".repeat(1_000_000)) + "]").getBytes(StandardCharsets.UTF_8),
                "an element of the list has more than");
    }

    private void refused(String name, byte[] content, String why) {
        assertThatThrownBy(() -> read(name, content))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(name)
                .hasMessageContaining(why);
    }

    private long rows(String name, byte[] content) throws IOException {
        return read(name, content).rows;
    }

    private Counted read(String name, byte[] content) throws IOException {
        return Counted.read(Files.write(folder.resolve(name), content));
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(ROWS);
                zip.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    private static int indexOf(byte[] bytes, int from, int... wanted) {
        for (int at = from; at + wanted.length <= bytes.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
