package org.careloop.web.training.cloning;

import org.careloop.web.dataset.SnapshotId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what became of the judgements in a snapshot since it was frozen. */
@Repository
class FrozenVotesRepository {
    private final JdbcClient database;

    FrozenVotesRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * Counts of what would not be frozen today.
     *
     * @param outdated judgements that count no more: revised, or of an annotator whose votes were excluded
     * @param held comparisons that are held back for a privacy problem
     */
    record Since(long outdated, long held) {}

    Since since(SnapshotId snapshot) {
        return database.sql("""
            select (select count(*) from snapshot_judgement s
                    where s.snapshot_id = :snapshot
                      and not exists (select from counted_judgement c where c.id = s.judgement_id)) as outdated,
                   (select count(distinct c.id) from snapshot_judgement s
                    join judgement j on j.id = s.judgement_id join comparison c on c.id = j.comparison_id
                    where s.snapshot_id = :snapshot and c.held) as held\
            """)
                .param("snapshot", snapshot.value())
                .query((row, n) -> new Since(row.getLong("outdated"), row.getLong("held")))
                .single();
    }
}
