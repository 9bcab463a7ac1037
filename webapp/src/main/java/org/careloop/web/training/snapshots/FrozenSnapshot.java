package org.careloop.web.training.snapshots;

import java.time.Instant;
import org.careloop.run.DatasetManifest;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.study.StudyId;

/**
 * A snapshot as it was frozen.
 *
 * @param createdBy the name of who froze it
 * @param judgements that it holds
 * @param manifest what its files hold
 */
public record FrozenSnapshot(
        SnapshotId id,
        StudyId study,
        String studyName,
        Instant createdAt,
        String createdBy,
        long judgements,
        DatasetManifest manifest) {}
