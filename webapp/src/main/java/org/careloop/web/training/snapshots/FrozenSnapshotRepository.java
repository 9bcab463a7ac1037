package org.careloop.web.training.snapshots;

import java.time.OffsetDateTime;
import java.util.Optional;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.study.StudyPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of snapshots that were frozen. */
@Repository
class FrozenSnapshotRepository {
    private final JdbcClient database;

    FrozenSnapshotRepository(JdbcClient database) {
        this.database = database;
    }

    Optional<FrozenSnapshot> find(SnapshotId id) {
        return database.sql("""
            select n.id, %s as pool, n.created_at, p.display_name, n.manifest,
                   (select count(*) from snapshot_judgement j where j.snapshot_id = n.id) as judgements
            from snapshot n join person p on p.id = n.created_by
            where n.id = :id\
            """.formatted(StudyPool.ofSnapshot("n.id")))
                .param("id", id.value())
                .query((row, n) -> new FrozenSnapshot(
                        id,
                        StudyPool.parse(row.getString("pool")),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("display_name"),
                        row.getLong("judgements"),
                        Json.MAPPER.readValue(row.getString("manifest"), DatasetManifest.class)))
                .optional();
    }
}
