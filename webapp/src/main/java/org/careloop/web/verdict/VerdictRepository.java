package org.careloop.web.verdict;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
