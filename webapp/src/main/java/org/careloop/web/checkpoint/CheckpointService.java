package org.careloop.web.checkpoint;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The checkpoints there are, and where each comes from. Who is neither an engineer nor a lead sees, and fetches, what a lead
 * has approved and nothing else.
 */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class CheckpointService {
    private static final int LONGEST_NAME = 200;

    private final CheckpointRepository checkpoints;
    private final StudyAccess access;
    private final FileHashes hashes;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    CheckpointService(
            CheckpointRepository checkpoints,
            StudyAccess access,
            FileHashes hashes,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.checkpoints = checkpoints;
        this.access = access;
        this.hashes = hashes;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Registers a model that lies in a directory of the server, for runs to start from.
     *
     * @throws BadInput when the directory holds no model, or the name is taken
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
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
        SortedMap<Path, String> sums = WeightFiles.sums(model);
        Checkpoint checkpoint = new Checkpoint(
                CheckpointId.random(),
                given,
                kind,
                model,
                Optional.empty(),
                Optional.empty(),
                WeightFiles.sha256(sums),
                clock.instant(),
                Optional.empty());
        checkpoints.insert(checkpoint);
        hashes.keep(checkpoint, sums);
        audit.record(
                "checkpoint.register", given, Map.of("directory", model.toString(), "sha256", checkpoint.sha256()));
        return checkpoint;
    }

    /**
     * The checkpoints that the signed-in person may see, the newest first: base models, and models that learnt
     * only from studies that they may see; without a role that works with models, those that are approved.
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

    /** How a reward model does on votes that it never saw; empty for a policy, and where nothing is known. */
    @Transactional(readOnly = true)
    public Optional<HeldOutAccuracy> heldOut(CheckpointId id) {
        return find(id).filter(model -> model.kind() == ModelKind.REWARD)
                .flatMap(model -> HeldOutAccuracy.of(model.directory()));
    }

    /** The checkpoint is not there, or the person may not see it. */
    public static BadInput absent() {
        return BadInput.coded("checkpoint.absent", "this checkpoint does not exist; choose another");
    }

    private Checkpoint visible(CheckpointId id) {
        return find(id).orElseThrow(CheckpointService::absent);
    }

    private boolean maySee(Checkpoint checkpoint) {
        return worksWithModels()
                ? checkpoint.pool().map(access::maySee).orElse(true)
                : checkpoint
                        .state()
                        .filter(state -> state == ModelState.APPROVED)
                        .isPresent();
    }

    private boolean worksWithModels() {
        return !current.isSignedIn() || current.worksWithModels();
    }
}
