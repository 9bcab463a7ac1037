package org.careloop.web.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.careloop.run.BadInput;
import org.careloop.run.Sha256;
import org.careloop.web.database.UnfinishedRestore;
import org.springframework.util.FileSystemUtils;

/**
 * The data directory to be. Everything is put together in a folder inside it, and moved up when it has been checked; as long as that folder is
 * there nothing starts on the data directory.
 *
 * @param data the data directory, absolute
 */
public record RestoreFolder(Path data) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ENTERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_READS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** PostgreSQL's programs, and what it writes before the first row. */
    private static final long SERVER_BYTES = 300L << 20;

    /** A row with its indexes takes more than its text. */
    private static final long ROWS_GROW = 4;

    /** Moved last: nothing is a data directory without it. */
    private static final String DATABASE = "postgres";

    /**
     * The folder to restore into.
     *
     * @throws BadInput when it holds something
     */
    public static RestoreFolder empty(Path data) throws IOException {
        RestoreFolder folder = new RestoreFolder(data.toAbsolutePath().normalize());
        UnfinishedRestore.refuse(folder.data);
        if (Files.exists(folder.data) && !Files.isDirectory(folder.data)) {
            throw BadInput.in(folder.data, "this is a file; expected an empty folder as --data");
        }
        if (Files.isDirectory(folder.data)) {
            try (Stream<Path> inside = Files.list(folder.data)) {
                inside.findFirst().ifPresent(found -> {
                    throw BadInput.in(
                            folder.data,
                            "it holds %s already; a restore changes nothing that is there: name an empty folder as --data"
                                    .formatted(found.getFileName()));
                });
            }
        }
        return folder;
    }

    /** Where everything is put together. */
    public Path inside() {
        return UnfinishedRestore.of(data);
    }

    /**
     * Insists that there is room.
     *
     * @param database whether the database comes into the folder too
     */
    public void requireRoom(Manifest manifest, boolean database) throws IOException {
        Path there = data;
        while (!Files.exists(there)) {
            there = Objects.requireNonNull(there.getParent());
        }
        long files =
                manifest.files().stream().mapToLong(Manifest.StoredFile::bytes).sum();
        long needed = files + (database ? SERVER_BYTES + ROWS_GROW * (manifest.bytes() - files) : 0);
        long free = there.toFile().getUsableSpace();
        if (free < needed) {
            throw BadInput.in(
                    data,
                    "the disk has %,d MB free and about %,d MB are needed; make room, or restore elsewhere"
                            .formatted(free >> 20, needed >> 20));
        }
    }

    public void begin() throws IOException {
        Files.createDirectories(data, OWNER_ENTERS);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.createDirectory(inside(), OWNER_ENTERS);
        Files.createDirectory(inside().resolve("runs"), OWNER_ENTERS);
    }

    /** Writes the files of a verified backup. */
    public void writeFiles(BackupReader backup, Manifest manifest) throws IOException {
        backup.readAgain(manifest, (entry, content) -> {
            if (entry.startsWith("files/")) {
                write(entry.substring("files/".length()), content);
            }
            return true;
        });
        for (Manifest.StoredFile file : manifest.files()) {
            Files.setLastModifiedTime(inside().resolve(file.path()), FileTime.from(file.modified()));
        }
    }

    private void write(String path, InputStream content) throws IOException {
        Path file = inside().resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()), OWNER_ENTERS);
        Files.createFile(file, OWNER_READS);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            content.transferTo(out);
        }
    }

    /** How many files are on the disk as the backup has them. */
    long same(Manifest manifest) throws IOException {
        long same = 0;
        for (Manifest.StoredFile file : manifest.files()) {
            Path written = inside().resolve(file.path());
            same += Files.isRegularFile(written) && Sha256.of(written).equals(file.sha256()) ? 1 : 0;
        }
        return same;
    }

    /** Moves everything up; the database last. */
    public void complete() throws IOException {
        List<Path> parts;
        try (Stream<Path> inside = Files.list(inside())) {
            parts = inside.sorted(Comparator.comparing((Path part) -> part.endsWith(DATABASE))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
        }
        for (Path part : parts) {
            Files.move(part, data.resolve(part.getFileName()));
        }
        Files.delete(inside());
    }

    /** Leaves the data directory as empty as it was. */
    public void abandon() throws IOException {
        FileSystemUtils.deleteRecursively(inside());
    }
}
