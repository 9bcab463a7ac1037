package org.careloop.web.dataset;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of snapshots and of the judgements in them. */
@Repository
class SnapshotRepository {
    private final JdbcClient jdbc;

    SnapshotRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    SnapshotPlan plan(StudyId study) {
        return jdbc.sql("""
                        with mine as (select * from comparison where study_id = :study),
                             votes as (select j.* from current_judgement j join mine on mine.id = j.comparison_id)
                        select (select count(distinct comparison_id) from votes) as judged,
                               (select count(*) from votes) as votes,
                               (select count(*) from votes where verdict in ('A', 'B')) as decisive,
                               (select count(distinct annotator) from votes) as annotators,
                               (select count(distinct prompt) from mine) as prompts,
                               (select count(*) from mine) as comparisons,
                               (select count(*) from judgement j join mine on mine.id = j.comparison_id) as revisions""")
                .param("study", study.value())
                .query((row, n) -> new SnapshotPlan(
                        row.getLong("judged"),
                        row.getLong("votes"),
                        row.getLong("decisive"),
                        row.getLong("annotators"),
                        row.getLong("prompts"),
                        excluded(
                                row.getLong("revisions") - row.getLong("votes"),
                                row.getLong("comparisons") - row.getLong("judged"))))
                .single();
    }

    private static Map<SnapshotPlan.Exclusion, Long> excluded(long superseded, long notJudged) {
        Map<SnapshotPlan.Exclusion, Long> excluded = new EnumMap<>(SnapshotPlan.Exclusion.class);
        excluded.put(SnapshotPlan.Exclusion.SUPERSEDED, superseded);
        excluded.put(SnapshotPlan.Exclusion.NOT_JUDGED, notJudged);
        excluded.values().removeIf(count -> count == 0);
        return excluded;
    }

    /** Records a snapshot with every judgement that counts at this moment of the transaction. */
    SnapshotId insert(StudyId study, PersonId createdBy, Instant now, DatasetManifest manifest) {
        SnapshotId id = SnapshotId.random();
        jdbc.sql("insert into snapshot (id, study_id, created_by, created_at, manifest) values (?, ?, ?, ?, ?::jsonb)")
                .params(id.value(), study.value(), createdBy.value(), Timestamp.from(now))
                .param(Json.MAPPER.writeValueAsString(manifest))
                .update();
        jdbc.sql("""
                        insert into snapshot_judgement (snapshot_id, judgement_id)
                        select ?, j.id from current_judgement j join comparison c on c.id = j.comparison_id
                        where c.study_id = ?""").params(id.value(), study.value()).update();
        return id;
    }
}
