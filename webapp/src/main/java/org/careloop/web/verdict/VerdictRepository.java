package org.careloop.web.verdict;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of what a verdict needs beside the exported votes: sides, and how far each comparison is judged. */
@Repository
class VerdictRepository {
    private final JdbcClient database;

    VerdictRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * Where a comparison stands.
     *
     * @param position in the order of work
     * @param open votes that it waits for
     */
    record Place(long position, long open) {}

    /** Fingerprint of what a report depends on beside its terms; equal tokens mean equal reports. */
    record Token(
            long judgements,
            long exclusions,
            long version,
            long comparisons,
            long heldBack,
            long checkpoints,
            long deletions,
            String judges) {}

    Token token(StudyId study) {
        return database.sql("""
            select (select coalesce(sum(judgements), 0) from pace_tally where study_id = s.id) as judgements,
                   (select count(*) + count(revoked_at) from exclusion where study_id = s.id) as exclusions,
                   s.version,
                   (select count(*) from comparison where study_id = s.id) as comparisons,
                   (select count(*) from comparison where study_id = s.id and held) as held_back,
                   (select count(*) from checkpoint) as checkpoints,
                   (select count(*) from person where deletion is not null) as deletions,
                   (select coalesce(string_agg(id::text, ' ' order by id), '') from judge_result
                    where study_id = s.id) as judges
            from study s where s.id = :study
            """)
                .param("study", study.value())
                .query((row, n) -> new Token(
                        row.getLong("judgements"),
                        row.getLong("exclusions"),
                        row.getLong("version"),
                        row.getLong("comparisons"),
                        row.getLong("held_back"),
                        row.getLong("checkpoints"),
                        row.getLong("deletions"),
                        row.getString("judges")))
                .single();
    }

    /** The ids of comparisons by their ids in files. */
    Map<String, ComparisonId> comparisons(StudyId study, Collection<String> named) {
        Map<String, ComparisonId> ids = new HashMap<>();
        if (!named.isEmpty()) {
            database.sql("select external_id, id from comparison where study_id = :study and external_id in (:named)")
                    .param("study", study.value())
                    .param("named", named)
                    .query(row -> {
                        ids.put(row.getString("external_id"), new ComparisonId(row.getObject("id", UUID.class)));
                    });
        }
        return ids;
    }

    /** The place of every comparison by its id in files. */
    Map<String, Place> places(StudyId study) {
        Map<String, Place> places = new HashMap<>();
        database.sql("""
            select c.external_id, c.position,
                   count(s.comparison_id) filter (where s.purpose = 'VOTE' and s.judged_by is null) as open
            from comparison c left join slot s on s.comparison_id = c.id
            where c.study_id = :study group by c.id
            """).param("study", study.value()).query(row -> {
            places.put(row.getString("external_id"), new Place(row.getLong("position"), row.getLong("open")));
        });
        return places;
    }

    /** The accounts whose counted votes a script gave, all of them. */
    Set<String> scripts(StudyId study) {
        return database.sql("""
            select p.login from counted_judgement j join person p on p.id = j.annotator
            where j.study_id = :study group by p.login having bool_and(j.scripted)
            """)
                .param("study", study.value())
                .query((row, n) -> row.getString("login"))
                .set();
    }

    /** The names of all checkpoints, the newest first. */
    List<String> registered() {
        return database.sql("select name from checkpoint order by created_at desc, name")
                .query((row, n) -> row.getString("name"))
                .list();
    }

    /** Whether the first answer stood on the left, by comparison and annotator; absent where unknown. */
    Map<String, Map<String, Boolean>> sides(StudyId study) {
        Map<String, Map<String, Boolean>> sides = new HashMap<>();
        database.sql("""
            select c.external_id, p.login, j.a_on_left
            from counted_judgement j join comparison c on c.id = j.comparison_id join person p on p.id = j.annotator
            where j.study_id = :study and j.a_on_left is not null and j.ranking is null
            """).param("study", study.value()).query(row -> {
            sides.computeIfAbsent(row.getString("external_id"), id -> new HashMap<>())
                    .put(row.getString("login"), row.getBoolean("a_on_left"));
        });
        return sides;
    }
}
