package org.careloop.web.training.snapshots;

import java.time.Instant;
import org.careloop.run.DatasetManifest;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.study.StudyPool;

/**
 * A snapshot as it was frozen.
 *
 * @param pool the studies whose votes it holds
 * @param createdBy the name of who froze it
 * @param judgements that it holds
 * @param manifest what its files hold
 */
public record FrozenSnapshot(
        SnapshotId id,
        StudyPool pool,
        Instant createdAt,
        String createdBy,
        long judgements,
        DatasetManifest manifest) {}
