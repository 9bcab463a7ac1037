package org.careloop.web.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is read whole, or refused with the name of what is wrong. */
class BackupReaderTest {
    private static final Instant MOMENT = Instant.parse("2026-03-02T09:00:00Z");
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("careloop.zip");
    }

    private interface Entries {
        void write(BackupWriter writer) throws IOException;
    }

    private static Manifest manifest(int format, List<Manifest.StoredFile> files) {
        return new Manifest(
                format,
                17,
                MOMENT,
                List.of(new Manifest.Table("study", List.of("id"), 1, 3, ABC)),
                List.of(),
                List.of(),
                List.of(),
                Map.of("main", new Manifest.Head(3, "f00")),
                files,
                List.of());
    }

    private static Manifest.StoredFile stored(String path) {
        return new Manifest.StoredFile(path, 3, MOMENT, ABC);
    }

    private static void put(BackupWriter writer, String name) throws IOException {
        put(writer, name, "abc");
    }

    private static void put(BackupWriter writer, String name, String content) throws IOException {
        writer.entry(name, false, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] write(Manifest manifest, Entries entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BackupWriter writer = new BackupWriter(out)) {
            entries.write(writer);
            writer.finish(manifest);
        }
        Files.write(file, out.toByteArray());
        return out.toByteArray();
    }

    private byte[] sound() throws IOException {
        return write(manifest(1, List.of(stored("runs/one/run.json"))), writer -> {
            put(writer, "database/study.copy");
            put(writer, "files/runs/one/run.json");
        });
    }

    private Manifest read() throws IOException {
        return new BackupReader(file, Optional.empty(), (done, total, what) -> {}).verify();
    }

    @Test
    void aSoundBackupSaysWhatItHolds() throws IOException {
        sound();

        Manifest manifest = read();
        assertThat(manifest.schema()).isEqualTo(17);
        assertThat(manifest.rows()).isEqualTo(1);
        assertThat(manifest.bytes()).isEqualTo(6);
        assertThat(manifest.head()).isEqualTo("f00");
        assertThat(manifest.isWhole()).isTrue();
    }

    @Test
    void oneThatWasCutOffAnywhereIsRefused() throws IOException {
        byte[] sound = sound();
        for (int length = 0; length < sound.length; length++) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThatThrownBy(this::read).as("%d bytes", length).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void oneWithAFlippedBitIsRefusedOrReadsAsItWas() throws IOException {
        byte[] sound = sound();
        Manifest expected = read();
        int refused = 0;
        for (int bit = 0; bit < sound.length * Byte.SIZE; bit++) {
            byte[] changed = sound.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file, changed);
            try {
                assertThat(read()).isEqualTo(expected);
            } catch (BadInput e) {
                refused++;
            }
        }
        assertThat(refused)
                .as("all but what a stream does not need: times, the list at the end")
                .isGreaterThan(sound.length * 4);
    }

    @Test
    void whereItIsDamagedOrEndsIsSaid() throws IOException {
        byte[] sound = sound();
        int begins = new String(sound, StandardCharsets.ISO_8859_1).indexOf("database/study.copy") + 19;
        byte[] changed = sound.clone();
        changed[begins + 2] ^= 1;
        Files.write(file, changed);
        assertThatThrownBy(this::read)
                .hasMessageStartingWith(file + ": it is damaged in or behind entry \"database/study.copy\" (");
        Files.write(file, Arrays.copyOf(sound, begins + 2));
        assertThatThrownBy(this::read)
                .hasMessage(file
                        + ": it was cut off in or behind entry \"database/study.copy\"; copy it again, or take"
                        + " another backup");
    }

    @Test
    void whatIsMissingIsNamedWithItsHash() throws IOException {
        write(manifest(1, List.of(stored("runs/one/run.json"))), writer -> put(writer, "database/study.copy"));

        assertThatThrownBy(this::read)
                .isInstanceOf(BadInput.class)
                .hasMessage(
                        "%s: entry \"files/runs/one/run.json\" is missing; expected SHA-256 %s".formatted(file, ABC));
    }

    @Test
    void whatIsAnotherIsNamedWithBothHashes() throws IOException {
        write(manifest(1, List.of()), writer -> put(writer, "database/study.copy", "abd"));

        assertThatThrownBy(this::read)
                .hasMessageContaining("entry \"database/study.copy\"")
                .hasMessageContaining(ABC)
                .hasMessageContaining("a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9");
    }

    @Test
    void whatWasAddedIsRefused() throws IOException {
        write(manifest(1, List.of()), writer -> {
            put(writer, "database/study.copy");
            put(writer, "files/more");
        });

        assertThatThrownBy(this::read).hasMessageContaining("its manifest does not know [files/more]");
    }

    @Test
    void aNameThatLeadsOutIsRefused() throws IOException {
        for (String name : List.of("files/../../etc/passwd", "/etc/passwd", "files/a/./b", "files/a\\b", "other")) {
            write(manifest(1, List.of()), writer -> put(writer, name));
            assertThatThrownBy(this::read)
                    .as(name)
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("is none that a backup has");
        }
    }

    @Test
    void aLaterFormatIsRefused() throws IOException {
        write(manifest(2, List.of()), writer -> put(writer, "database/study.copy"));

        assertThatThrownBy(this::read).hasMessageContaining("the backup has format 2, expected 1");
    }

    @Test
    void anotherFileIsNoBackup() throws IOException {
        Files.writeString(file, "hello");
        assertThatThrownBy(this::read).hasMessageContaining("this is no backup of CareLoop");
        assertThatThrownBy(() -> BackupReader.isSealed(folder)).hasMessageContaining("this is a folder");
        assertThatThrownBy(() -> BackupReader.isSealed(folder.resolve("none"))).hasMessageContaining("does not exist");
    }
}
