package org.careloop.web.training.snapshots;

import org.careloop.web.dataset.SnapshotId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what became of the judgements in a snapshot since it was frozen. */
@Repository
public class FrozenVotesRepository {
    private final JdbcClient database;

    FrozenVotesRepository(JdbcClient database) {
        this.database = database;
    }

    /** Counts now what of a snapshot would not be frozen any more. */
    public NotFrozenToday since(SnapshotId snapshot) {
        return database.sql("""
            select (select count(*) from snapshot_judgement s
                    where s.snapshot_id = :snapshot
                      and not exists (select from counted_judgement c where c.id = s.judgement_id)) as outdated,
                   (select count(distinct c.id) from snapshot_judgement s
                    join judgement j on j.id = s.judgement_id join comparison c on c.id = j.comparison_id
                    where s.snapshot_id = :snapshot and c.held) as held\
            """)
                .param("snapshot", snapshot.value())
                .query((row, n) -> new NotFrozenToday(row.getLong("outdated"), row.getLong("held")))
                .single();
    }
}
