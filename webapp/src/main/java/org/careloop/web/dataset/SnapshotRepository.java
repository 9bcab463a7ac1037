package org.careloop.web.dataset;

import java.sql.Timestamp;
import java.time.Instant;
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

    /**
     * What the votes of a study amount to.
     *
     * @param judged comparisons with at least one vote
     * @param prompts different ones, judged or not
     */
    record Votes(long judged, long votes, long decisive, long annotators, long prompts) {}

    /** Read from the tallies that the database keeps. */
    Votes votes(StudyId study) {
        return jdbc.sql("""
                        with t as (
                            select ct.* from comparison_tally ct join comparison c on c.id = ct.comparison_id
                            where c.study_id = :study and not c.held)
                        select (select count(*) from t where votes > 0) as judged,
                               (select coalesce(sum(votes), 0) from t) as votes,
                               (select coalesce(sum(a_clearly + a_slightly + b_slightly + b_clearly), 0) from t) as decisive,
                               (select count(distinct annotator) from judgement_tally j
                                where study_id = :study and purpose = 'VOTE' and judgements > 0
                                  and not exists (select from exclusion_in_force e
                                                  where e.study_id = j.study_id and e.annotator = j.annotator)) as annotators,
                               (select count(distinct prompt) from comparison
                                where study_id = :study and not held) as prompts""")
                .param("study", study.value())
                .query((row, n) -> new Votes(
                        row.getLong("judged"),
                        row.getLong("votes"),
                        row.getLong("decisive"),
                        row.getLong("annotators"),
                        row.getLong("prompts")))
                .single();
    }

    /** Begins a snapshot with every judgement that counts at this moment. */
    SnapshotId begin(StudyId study, PersonId createdBy, Instant now) {
        SnapshotId id = SnapshotId.random();
        jdbc.sql("insert into snapshot (id, study_id, created_by, created_at, manifest) values (?, ?, ?, ?, '{}')")
                .params(id.value(), study.value(), createdBy.value(), Timestamp.from(now))
                .update();
        jdbc.sql("""
                        insert into snapshot_judgement (snapshot_id, judgement_id)
                        select ?, j.id from counted_judgement j join comparison c on c.id = j.comparison_id
                        where j.study_id = ? and not c.held""").params(id.value(), study.value()).update();
        return id;
    }

    /** Ends it with what was written. */
    void end(SnapshotId id, DatasetManifest manifest) {
        jdbc.sql("update snapshot set manifest = ?::jsonb where id = ?")
                .params(Json.MAPPER.writeValueAsString(manifest), id.value())
                .update();
    }
}
