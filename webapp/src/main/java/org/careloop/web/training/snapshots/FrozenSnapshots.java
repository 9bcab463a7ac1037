package org.careloop.web.training.snapshots;

import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.training.TrainingService;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells what was frozen for runs. */
@Service
@Transactional(readOnly = true, timeout = LongWork.SECONDS)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER})
public class FrozenSnapshots {
    private final FrozenSnapshotRepository snapshots;
    private final FrozenVotesRepository votes;
    private final TrainingService training;
    private final StudyAccess access;

    FrozenSnapshots(
            FrozenSnapshotRepository snapshots,
            FrozenVotesRepository votes,
            TrainingService training,
            StudyAccess access) {
        this.snapshots = snapshots;
        this.votes = votes;
        this.training = training;
        this.access = access;
    }

    /** A snapshot of studies all of which the person asking may see. */
    public Optional<FrozenSnapshot> find(SnapshotId id) {
        return snapshots.find(id).filter(found -> access.maySee(found.pool()));
    }

    /** What of it would not be frozen today. */
    public NotFrozenToday since(FrozenSnapshot snapshot) {
        return votes.since(snapshot.id());
    }

    /** The runs that learn from it, the newest first. */
    public List<TrainingService.Listed> runs(FrozenSnapshot snapshot) {
        return training.visible().stream()
                .filter(run -> run.snapshot().equals(Optional.of(snapshot.id())))
                .map(training::listed)
                .toList();
    }
}
