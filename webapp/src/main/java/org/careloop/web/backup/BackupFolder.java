package org.careloop.web.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.careloop.run.BadInput;

/** A folder of backups, each named by its moment in UTC. */
record BackupFolder(Path path) {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern NAME = Pattern.compile("careloop-\\d{4}-\\d\\d-\\d\\dT\\d{6}Z\\.zip(\\.sealed)?");
    private static final Pattern PART = Pattern.compile("\\." + NAME.pattern() + "\\" + PartFile.ENDING);

    /** Makes the folder where it is absent, for its owner alone, and clears away what killed backups left. */
    static BackupFolder at(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw BadInput.in(path, "this is a file; expected a folder for backups: name one with --to");
        }
        Path folder = path.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        BackupFolder backups = new BackupFolder(folder);
        for (Path part : backups.named(PART)) {
            if (PartFile.isAbandoned(part)) {
                Files.deleteIfExists(part);
            }
        }
        return backups;
    }

    /** For a backup of this moment; where the second has one, the next that has none, so that names sort as backups were made. */
    Path fresh(Instant moment, boolean sealed) {
        Instant free = moment;
        while (Files.exists(of(free, false)) || Files.exists(of(free, true))) {
            free = free.plusSeconds(1);
        }
        return of(free, sealed);
    }

    private Path of(Instant moment, boolean sealed) {
        return path.resolve("careloop-" + MOMENT.format(moment) + ".zip" + (sealed ? ".sealed" : ""));
    }

    /** Deletes all but the latest; gives the names of those. */
    List<String> keep(int latest) throws IOException {
        List<Path> all = named(NAME);
        List<Path> old = all.subList(0, Math.max(0, all.size() - latest));
        for (Path one : old) {
            Files.delete(one);
        }
        return old.stream().map(BackupFolder::nameOf).toList();
    }

    private List<Path> named(Pattern pattern) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> pattern.matcher(nameOf(file)).matches())
                    .sorted()
                    .toList();
        }
    }

    private static String nameOf(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
