package org.careloop.web.dataset;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of snapshots and of the judgements in them. */
@Repository
class SnapshotRepository {
    private final JdbcClient database;

    SnapshotRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * Counts of studies' votes.
     *
     * @param judged comparisons with at least one vote
     * @param prompts distinct prompts, judged or not
     */
    record Votes(long judged, long votes, long decisive, long annotators, long prompts) {}

    /** Counts of studies' votes, read from the tallies that the database maintains. */
    Votes votes(List<StudyId> studies) {
        return database.sql("""
                        with t as (
                            select ct.* from comparison_tally ct join comparison c on c.id = ct.comparison_id
                            where c.study_id = any(:studies) and not c.held)
                        select (select count(*) from t where votes > 0) as judged,
                               (select coalesce(sum(votes), 0) from t) as votes,
                               (select coalesce(sum(a_clearly + a_slightly + b_slightly + b_clearly), 0) from t) as decisive,
                               (select count(distinct annotator) from judgement_tally j
                                where study_id = any(:studies) and purpose = 'VOTE' and judgements > 0
                                  and not exists (select from exclusion_in_force e
                                                  where e.study_id = j.study_id and e.annotator = j.annotator)) as annotators,
                               (select count(distinct prompt) from comparison
                                where study_id = any(:studies) and not held) as prompts""")
                .param("studies", ids(studies))
                .query((row, n) -> new Votes(
                        row.getLong("judged"),
                        row.getLong("votes"),
                        row.getLong("decisive"),
                        row.getLong("annotators"),
                        row.getLong("prompts")))
                .single();
    }

    /** Creates a snapshot that contains every judgement of the studies counted at this moment. */
    SnapshotId begin(List<StudyId> studies, PersonId createdBy, Instant now) {
        SnapshotId id = SnapshotId.random();
        database.sql("""
                        insert into snapshot (id, study_id, created_by, created_at, manifest)
                        values (:id, :study, :by, :at, '{}')
                        """)
                .param("id", id.value())
                .param("study", studies.getFirst().value())
                .param("by", createdBy.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
        for (int place = 1; place < studies.size(); place++) {
            database.sql("insert into further_study (snapshot_id, study_id, place) values (:id, :study, :place)")
                    .param("id", id.value())
                    .param("study", studies.get(place).value())
                    .param("place", place)
                    .update();
        }
        database.sql("""
                        insert into snapshot_judgement (snapshot_id, judgement_id)
                        select :snapshot, j.id from counted_judgement j join comparison c on c.id = j.comparison_id
                        where j.study_id = any(:studies) and not c.held""")
                .param("snapshot", id.value())
                .param("studies", ids(studies))
                .update();
        return id;
    }

    private static UUID[] ids(List<StudyId> studies) {
        return studies.stream().map(StudyId::value).toArray(UUID[]::new);
    }

    /** Completes a snapshot with the manifest of its files. */
    void end(SnapshotId id, DatasetManifest manifest) {
        database.sql("update snapshot set manifest = :manifest::jsonb where id = :id")
                .param("manifest", Json.MAPPER.writeValueAsString(manifest))
                .param("id", id.value())
                .update();
    }
}
