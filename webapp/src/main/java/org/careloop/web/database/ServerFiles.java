package org.careloop.web.database;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.run.Sha256;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The programs of the embedded PostgreSQL, unpacked where only the owner of the data reaches them. What was unpacked is
 * remembered by its hashes; where a file is another or missing at a later start, all are unpacked again.
 */
final class ServerFiles implements PgBinaryResolver {
    private static final Logger LOG = LoggerFactory.getLogger(ServerFiles.class);
    private static final String HASHES = "SHA256SUMS";

    private final Path folder;

    /** @param folder made when absent, with access for its owner alone */
    ServerFiles(Path folder) throws IOException {
        this.folder = folder.toAbsolutePath();
        Files.createDirectories(this.folder);
        Files.setPosixFilePermissions(this.folder, PosixFilePermissions.fromString("rwx------"));
    }

    /** Where the library unpacks to: below a closed folder, because it lets everybody write into its own. */
    Path unpacked() {
        return folder.resolve("server");
    }

    /** The archive of the programs. The library remembers by its resolver where it unpacked them, so that each folder is one. */
    @Override
    public InputStream getPgBinary(String system, String machine) throws IOException {
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
    }

    /** Takes away files that are not what was unpacked. */
    void check() throws IOException {
        Path hashes = folder.resolve(HASHES);
        if (Files.exists(hashes) && !Files.readAllLines(hashes).equals(hashesNow())) {
            LOG.warn(
                    "the programs of the embedded PostgreSQL in {} are not what was unpacked; unpacking them again",
                    folder);
            FileSystemUtils.deleteRecursively(unpacked());
            Files.delete(hashes);
        }
    }

    /**
     * Insists that the programs are what was unpacked.
     *
     * @throws IOException when they are not; the next start of this process unpacks them anew
     */
    void requireUnchanged() throws IOException {
        Path hashes = folder.resolve(HASHES);
        if (!Files.exists(hashes) || !Files.readAllLines(hashes).equals(hashesNow())) {
            throw new IOException(
                    "the programs in %s are not what was unpacked; start CareLoop again, which unpacks them anew"
                            .formatted(folder));
        }
    }

    /** The path of one of the programs. */
    Path program(String name) throws IOException {
        try (Stream<Path> versions = Files.list(unpacked())) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("%s holds no %s".formatted(unpacked(), name)));
        }
    }

    /** Remembers what was unpacked. */
    void remember() throws IOException {
        Path hashes = folder.resolve(HASHES);
        if (!Files.exists(hashes)) {
            Path fresh = folder.resolve(HASHES + ".new");
            Files.write(fresh, hashesNow());
            Files.move(fresh, hashes);
        }
    }

    private List<String> hashesNow() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(HASHES))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            lines.add(Sha256.of(file) + "  " + folder.relativize(file));
        }
        return lines;
    }
}
