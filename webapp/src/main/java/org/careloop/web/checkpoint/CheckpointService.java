package org.careloop.web.checkpoint;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelKind;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The checkpoints there are, where each comes from, and their files. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class CheckpointService {
    private static final int LONGEST_NAME = 200;

    private final CheckpointRepository checkpoints;
    private final StudyAccess access;
    private final AuditLog audit;
    private final Clock clock;

    CheckpointService(CheckpointRepository checkpoints, StudyAccess access, AuditLog audit, Clock clock) {
        this.checkpoints = checkpoints;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Registers a model that lies in a directory of the server, for runs to start from.
     *
     * @throws BadInput when the directory holds no model, or the name is taken
     */
    @Transactional(rollbackFor = Exception.class)
    @RolesAllowed(Role.Names.ML_ENGINEER)
    public Checkpoint registerBase(String name, ModelKind kind, Path directory) throws IOException {
        String given = name.strip();
        if (given.isEmpty() || given.length() > LONGEST_NAME) {
            throw BadInput.coded(
                    "checkpoint.name-length",
                    "name: given %d characters, expected 1 to %d".formatted(given.length(), LONGEST_NAME),
                    given.length(),
                    LONGEST_NAME);
        }
        Path model = WeightFiles.check(directory);
        Checkpoint checkpoint = new Checkpoint(
                CheckpointId.random(),
                given,
                kind,
                model,
                Optional.empty(),
                Optional.empty(),
                WeightFiles.sha256(model),
                clock.instant());
        checkpoints.insert(checkpoint);
        audit.record(
                "checkpoint.register", given, Map.of("directory", model.toString(), "sha256", checkpoint.sha256()));
        return checkpoint;
    }

    /**
     * The checkpoints that the signed-in person may see, the newest first: base models, and models of studies that they
     * may see.
     */
    @Transactional(readOnly = true)
    public List<Checkpoint> list() {
        return checkpoints.list().stream().filter(this::maySee).toList();
    }

    @Transactional(readOnly = true)
    public Optional<Checkpoint> find(CheckpointId id) {
        return checkpoints.find(id).filter(this::maySee);
    }

    /**
     * A checkpoint of a kind, which the person asking may see.
     *
     * @throws BadInput when there is none, or it is of another kind
     */
    @Transactional(readOnly = true)
    public Checkpoint require(CheckpointId id, ModelKind needed) {
        Checkpoint found = visible(id);
        if (found.kind() != needed) {
            throw BadInput.coded(
                    "checkpoint.kind",
                    "checkpoint \"%s\" is a %s model; expected a %s model"
                            .formatted(found.name(), found.kind(), needed),
                    found.name());
        }
        return found;
    }

    @Transactional(readOnly = true)
    public Optional<Checkpoint> named(String name) {
        return checkpoints.named(name).filter(this::maySee);
    }

    @Transactional(readOnly = true)
    public Optional<Checkpoint> madeBy(RunId run) {
        return checkpoints.madeBy(run).filter(this::maySee);
    }

    /** Where a checkpoint comes from; empty for a base model. */
    @Transactional(readOnly = true)
    public Optional<Lineage> lineage(CheckpointId id) {
        return find(id).flatMap(visible -> checkpoints.lineage(id));
    }

    /** How a reward model does on votes that it never saw; empty for a policy, and where nothing is known. */
    @Transactional(readOnly = true)
    public Optional<HeldOutAccuracy> heldOut(CheckpointId id) {
        return find(id).filter(model -> model.kind() == ModelKind.REWARD)
                .flatMap(model -> HeldOutAccuracy.of(model.directory()));
    }

    /** What of a checkpoint is handed out. */
    public enum Part {
        /** All its files. */
        WHOLE,
        /** The adapter that a run kept beside the merged model. */
        ADAPTER
    }

    /** Bytes of the files of a part; empty where a checkpoint has no such part. */
    @Transactional(readOnly = true)
    public OptionalLong size(CheckpointId id, Part part) throws IOException {
        long bytes = 0;
        for (Path file : files(visible(id), part)) {
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
        for (Path file : files(checkpoint, part)) {
            String name = checkpoint.directory().relativize(file).toString();
            zip.putNextEntry(new ZipEntry(checkpoint.name() + "/" + name));
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    /** The checkpoint is not there, or the person may not see it. */
    public static BadInput absent() {
        return BadInput.coded("checkpoint.absent", "this checkpoint does not exist; choose another");
    }

    private Checkpoint visible(CheckpointId id) {
        return find(id).orElseThrow(CheckpointService::absent);
    }

    private boolean maySee(Checkpoint checkpoint) {
        return checkpoint.study().map(access::maySee).orElse(true);
    }

    private static List<Path> files(Checkpoint checkpoint, Part part) throws IOException {
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
