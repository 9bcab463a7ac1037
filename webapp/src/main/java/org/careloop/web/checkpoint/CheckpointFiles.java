package org.careloop.web.checkpoint;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.careloop.run.ModelDirectory;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The files of checkpoints, as they are handed out: one by one, or together. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class CheckpointFiles {
    private final CheckpointService checkpoints;
    private final FileHashes hashes;
    private final ObjectProvider<ModelPapers> papers;
    private final AuditLog audit;

    CheckpointFiles(
            CheckpointService checkpoints, FileHashes hashes, ObjectProvider<ModelPapers> papers, AuditLog audit) {
        this.checkpoints = checkpoints;
        this.hashes = hashes;
        this.papers = papers;
        this.audit = audit;
    }

    /** What of a checkpoint is handed out. */
    public enum Part {
        /** All its files. */
        WHOLE,
        /** The adapter that a run kept beside the merged model. */
        ADAPTER
    }

    /**
     * The files by name. A hash that nobody has computed yet is begun here and absent until it is there.
     *
     * @throws BadInput when the checkpoint is not there, or the person may not see it
     * @throws IOException when its directory cannot be read
     */
    public List<CheckpointFile> list(CheckpointId id) throws IOException {
        return read(visible(id), Map.of());
    }

    /** The same with every hash; waits for those that are still computed, as long as reading the files takes. */
    public List<CheckpointFile> listWithHashes(CheckpointId id) throws IOException {
        Checkpoint checkpoint = visible(id);
        Map<FileHashes.Stored, CompletableFuture<String>> begun = new LinkedHashMap<>();
        Map<FileHashes.Stored, String> known = hashes.known(id);
        for (Path path : paths(checkpoint, Part.WHOLE)) {
            FileHashes.Stored file = FileHashes.Stored.of(checkpoint, path);
            if (!known.containsKey(file)) {
                begun.put(file, hashes.compute(file, path));
            }
        }
        Map<FileHashes.Stored, String> fresh = new HashMap<>();
        begun.forEach((file, sum) -> fresh.put(file, sum.join()));
        return read(checkpoint, fresh);
    }

    /**
     * One file, to be handed out.
     *
     * @param from the first byte that is asked for, for the audit trail
     * @return empty where the checkpoint has no file of this name; a name that leads out of its directory is none
     */
    public Optional<CheckpointFile> open(CheckpointId id, String name, long from) throws IOException {
        Checkpoint checkpoint = visible(id);
        Optional<CheckpointFile> found = withHash(checkpoint, name);
        found.ifPresent(file -> audit.record(
                "checkpoint.download",
                checkpoint.name(),
                Map.of("file", file.name(), "sha256", file.sha256().orElse(""), "from", from)));
        return found;
    }

    /** The same without handing it out: what a client asks before it fetches. */
    public Optional<CheckpointFile> look(CheckpointId id, String name) throws IOException {
        return withHash(visible(id), name);
    }

    private Optional<CheckpointFile> withHash(Checkpoint checkpoint, String name) throws IOException {
        for (CheckpointFile paper : attachedTo(checkpoint.id())) {
            if (paper.name().equals(name)) {
                return Optional.of(paper);
            }
        }
        for (Path path : paths(checkpoint, Part.WHOLE)) {
            if (checkpoint.nameOf(path).equals(name)) {
                FileHashes.Stored file = FileHashes.Stored.of(checkpoint, path);
                String known = hashes.known(checkpoint.id()).get(file);
                String sum = known == null ? hashes.compute(file, path).join() : known;
                return Optional.of(described(file, path, sum));
            }
        }
        return Optional.empty();
    }

    /** Bytes of the files of a part; empty where a checkpoint has no such part. */
    public OptionalLong size(CheckpointId id, Part part) throws IOException {
        long bytes = 0;
        for (Path file : paths(visible(id), part)) {
            bytes += Files.size(file);
        }
        return bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /** Writes the files of a part as a ZIP, in a folder of the checkpoint's name. The stream stays open. */
    public void writeZip(CheckpointId id, Part part, OutputStream out) throws IOException {
        Checkpoint checkpoint = visible(id);
        audit.record(
                "checkpoint.download",
                checkpoint.name(),
                Map.of("sha256", checkpoint.sha256(), "part", part.name().toLowerCase(Locale.ROOT)));
        ZipOutputStream zip = new ZipOutputStream(out);
        // Weights do not compress; trying would only cost time.
        zip.setLevel(0);
        for (CheckpointFile file : ofPart(checkpoint, part)) {
            zip.putNextEntry(new ZipEntry(checkpoint.name() + "/" + file.name()));
            try (var in = file.content().open()) {
                in.transferTo(zip);
            }
            zip.closeEntry();
        }
        zip.finish();
    }

    private List<CheckpointFile> ofPart(Checkpoint checkpoint, Part part) throws IOException {
        List<CheckpointFile> files = new ArrayList<>(attachedTo(checkpoint.id()));
        for (Path path : paths(checkpoint, part)) {
            files.add(new CheckpointFile(
                    checkpoint.nameOf(path), Files.size(path), Optional.empty(), () -> Files.newInputStream(path)));
        }
        files.sort(Comparator.comparing(CheckpointFile::name));
        return files;
    }

    private Checkpoint visible(CheckpointId id) {
        return checkpoints.find(id).orElseThrow(CheckpointService::absent);
    }

    private List<CheckpointFile> attachedTo(CheckpointId id) {
        return papers.orderedStream()
                .flatMap(source -> source.files(id).stream())
                .toList();
    }

    private List<CheckpointFile> read(Checkpoint checkpoint, Map<FileHashes.Stored, String> fresh) throws IOException {
        Map<FileHashes.Stored, String> known = new HashMap<>(hashes.known(checkpoint.id()));
        known.putAll(fresh);
        List<CheckpointFile> files = new ArrayList<>(attachedTo(checkpoint.id()));
        for (Path path : paths(checkpoint, Part.WHOLE)) {
            FileHashes.Stored file = FileHashes.Stored.of(checkpoint, path);
            if (!known.containsKey(file)) {
                hashes.compute(file, path);
            }
            files.add(described(file, path, known.get(file)));
        }
        files.sort(Comparator.comparing(CheckpointFile::name));
        return files;
    }

    private static CheckpointFile described(FileHashes.Stored file, Path path, @Nullable String sum) {
        return new CheckpointFile(
                file.name(), file.bytes(), Optional.ofNullable(sum), () -> Files.newInputStream(path));
    }

    private static List<Path> paths(Checkpoint checkpoint, Part part) throws IOException {
        Path folder = part == Part.WHOLE
                ? checkpoint.directory()
                : checkpoint.directory().resolve(ModelDirectory.KEPT_ADAPTER);
        if (part == Part.ADAPTER && !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
