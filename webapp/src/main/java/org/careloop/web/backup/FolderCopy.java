package org.careloop.web.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies folders into a backup while trainers write in them. What is appended to a file meanwhile is left out. A kept state is copied whole
 * or not at all, and before the figures that go on behind it: what a backup holds of a run in work is what a run has that was
 * killed, and it goes on in the same way.
 */
final class FolderCopy {
    /** The end of a name of what is being written. */
    static final String ASIDE = ".new";

    /** Who works on a run now: nobody does in a copy. */
    private static final String CLAIMS = "worker.";

    private static final String STATE = "state";
    private static final Pattern KEPT = Pattern.compile("step-\\d+");
    private static final Pattern DENSE = Pattern.compile(".*\\.(safetensors|bin|pt|gguf|zip|gz|parquet)");
    private static final int BUFFER = 1 << 17;

    private final BackupWriter writer;
    private final Artifacts artifacts;
    private final Pace pace;
    private final long total;
    private final List<Manifest.StoredFile> files = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();
    private long done;

    FolderCopy(BackupWriter writer, Artifacts artifacts, Pace pace) throws IOException {
        this.writer = writer;
        this.artifacts = artifacts;
        this.pace = pace;
        long bytes = 0;
        for (Artifacts.Folder folder : artifacts.folders()) {
            for (Path file : filesOf(folder.source())) {
                bytes += sizeOf(file);
            }
        }
        this.total = Math.max(1, bytes);
    }

    List<Manifest.StoredFile> files() {
        return files;
    }

    /** Folders that were not there, in words. */
    List<String> gone() {
        return gone;
    }

    void copyAll() throws IOException {
        for (Artifacts.Folder folder : artifacts.folders()) {
            if (Files.isDirectory(folder.source())) {
                copy(folder);
            } else {
                gone.add("%s: its folder is not there (%s)".formatted(folder.what(), folder.place()));
            }
        }
    }

    private void copy(Artifacts.Folder folder) throws IOException {
        Path states = folder.source().resolve(STATE);
        if (Files.isDirectory(states)) {
            try (Stream<Path> kept = Files.list(states)) {
                for (Path state : kept.filter(one -> KEPT.matcher(nameOf(one)).matches())
                        .sorted()
                        .toList()) {
                    copyTogether(state, folder.place() + "/" + STATE + "/" + nameOf(state));
                }
            }
        }
        for (Path file : filesOf(folder.source())) {
            if (!file.startsWith(states)) {
                Optional<Opened> opened = Opened.of(file, placeOf(folder, file));
                if (opened.isPresent()) {
                    write(opened.get());
                }
            }
        }
    }

    private static String placeOf(Artifacts.Folder folder, Path file) {
        return Path.of(folder.place()).resolve(folder.source().relativize(file)).toString();
    }

    /** Opens all files before it copies the first: what is open can be read, even where it is deleted meanwhile. */
    private void copyTogether(Path folder, String place) throws IOException {
        List<Opened> all = new ArrayList<>();
        try {
            for (Path file : filesOf(folder)) {
                Optional<Opened> opened = Opened.of(
                        file, Path.of(place).resolve(folder.relativize(file)).toString());
                if (opened.isEmpty()) {
                    return;
                }
                all.add(opened.get());
            }
            for (Opened file : all) {
                write(file);
            }
        } finally {
            for (Opened file : all) {
                file.in().close();
            }
        }
    }

    private record Opened(String place, Path file, InputStream in, BasicFileAttributes facts) {
        static Optional<Opened> of(Path file, String place) throws IOException {
            try {
                InputStream in = Files.newInputStream(file);
                return Optional.of(new Opened(place, file, in, Files.readAttributes(file, BasicFileAttributes.class)));
            } catch (NoSuchFileException deleted) {
                return Optional.empty();
            }
        }
    }

    private void write(Opened file) throws IOException {
        pace.at(Math.min(done, total - 1), total, file.place());
        Optional<byte[]> renamed =
                nameOf(file.file()).equals("run.json") ? artifacts.renamed(file.file()) : Optional.empty();
        try (InputStream in = file.in()) {
            BackupWriter.Written written = writer.entry(
                    "files/" + file.place(), DENSE.matcher(file.place()).matches(), out -> {
                        if (renamed.isPresent()) {
                            out.write(renamed.get());
                        } else {
                            transfer(in, out, file.facts().size());
                        }
                    });
            files.add(new Manifest.StoredFile(
                    file.place(),
                    written.bytes(),
                    file.facts().lastModifiedTime().toInstant(),
                    written.sha256()));
        }
        done += file.facts().size();
    }

    private static void transfer(InputStream in, OutputStream out, long bytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                return;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    /** Complete files: those of a claim, and those that are still written under another name, are nobody's. */
    private static List<Path> filesOf(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        List<Path> inside;
        try (Stream<Path> entries = Files.list(folder)) {
            inside = entries.sorted().toList();
        } catch (NoSuchFileException deleted) {
            return List.of();
        }
        for (Path entry : inside) {
            if (nameOf(entry).endsWith(ASIDE) || nameOf(entry).startsWith(CLAIMS)) {
                continue;
            }
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                files.addAll(filesOf(entry));
            } else if (Files.isRegularFile(entry)) {
                files.add(entry);
            }
        }
        return files;
    }

    private static String nameOf(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private static long sizeOf(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException deleted) {
            return 0;
        }
    }
}
