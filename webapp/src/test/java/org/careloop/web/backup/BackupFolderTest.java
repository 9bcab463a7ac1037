package org.careloop.web.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups appear when they are complete, and old ones go when they are told to. */
class BackupFolderTest {
    private static final Instant MOMENT = Instant.parse("2026-03-02T09:00:07Z");

    @TempDir
    private Path place;

    private List<String> names(BackupFolder folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.path())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aBackupHasItsNameWhenItIsComplete() throws IOException {
        BackupFolder folder = BackupFolder.at(place.resolve("backups"));
        Path file = folder.fresh(MOMENT, true);
        try (PartFile part = new PartFile(file)) {
            try (OutputStream out = part.out()) {
                out.write(new byte[] {1, 2, 3});
            }
            assertThat(names(folder)).containsExactly(".careloop-2026-03-02T090007Z.zip.sealed.part");
            assertThat(part.bytes()).isEqualTo(3);
            part.complete();
        }
        assertThat(names(folder)).containsExactly("careloop-2026-03-02T090007Z.zip.sealed");
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                .isEqualTo("rwx------");
    }

    @Test
    void twoBackupsOfOneSecondSortAsTheyWereMade() throws IOException {
        BackupFolder folder = BackupFolder.at(place.resolve("backups"));
        Path first = Files.createFile(folder.fresh(MOMENT, true));
        Path second = Files.createFile(folder.fresh(MOMENT, false));

        assertThat(second).hasFileName("careloop-2026-03-02T090008Z.zip");
        assertThat(folder.fresh(MOMENT.plusSeconds(1), true)).hasFileName("careloop-2026-03-02T090009Z.zip.sealed");
        assertThat(folder.keep(1)).containsExactly(first.getFileName().toString());
    }

    @Test
    void oneThatWasBrokenOffLeavesNothing() throws IOException {
        BackupFolder folder = BackupFolder.at(place.resolve("backups"));
        try (PartFile part = new PartFile(folder.fresh(MOMENT, false))) {
            part.out().write(1);
            // While somebody writes at it, another backup lets it be.
            assertThat(names(BackupFolder.at(folder.path()))).hasSize(1);
        }
        assertThat(names(folder)).isEmpty();
        Files.writeString(folder.path().resolve(".careloop-2026-03-02T090007Z.zip.part"), "of one that was killed");
        assertThat(names(BackupFolder.at(folder.path()))).isEmpty();
    }

    @Test
    void theLatestStayAndWhatIsNoBackupStaysToo() throws IOException {
        BackupFolder folder = BackupFolder.at(place);
        for (int day = 1; day <= 4; day++) {
            Files.createFile(folder.fresh(Instant.parse("2026-03-0%dT02:00:00Z".formatted(day)), day % 2 == 0));
        }
        Files.createFile(place.resolve("careloop-notes.zip"));

        assertThat(folder.keep(3)).containsExactly("careloop-2026-03-01T020000Z.zip");
        assertThat(folder.keep(1)).hasSize(2);
        assertThat(names(folder)).containsExactly("careloop-2026-03-04T020000Z.zip.sealed", "careloop-notes.zip");
    }

    @Test
    void aFileIsNoFolderOfBackups() throws IOException {
        Path file = Files.createFile(place.resolve("file"));
        assertThatThrownBy(() -> BackupFolder.at(file))
                .hasMessageContaining("this is a file; expected a folder for backups");
    }
}
