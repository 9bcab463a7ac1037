package org.careloop.web.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of exclusions. */
@Repository
class ExclusionRepository {
    private static final String FALLING_SHORT = """
            from slot s join comparison_tally t on t.comparison_id = s.comparison_id
            join comparison c on c.id = s.comparison_id
            where s.study_id = :study and s.judged_by = :annotator and s.purpose = 'VOTE' and t.votes = t.wanted""";

    private final JdbcClient database;

    ExclusionRepository(JdbcClient database) {
        this.database = database;
    }

    /** The exclusions in force, the earliest first. */
    List<Exclusion> inForce(StudyId study) {
        return database.sql("""
                        select e.*, p.login, coalesce(who.login, '') as by_login from exclusion_in_force e
                        join person p on p.id = e.annotator join person who on who.id = e.excluded_by
                        where e.study_id = :study order by e.excluded_at, p.login""")
                .param("study", study.value())
                .query(ExclusionRepository::map)
                .list();
    }

    /** Number of votes that a person gave in a study. */
    long votes(StudyId study, PersonId annotator) {
        return database.sql("""
                        select coalesce(sum(judgements), 0) from annotator_tally
                        where study_id = :study and annotator = :annotator and purpose = 'VOTE'""")
                .param("study", study.value())
                .param("annotator", annotator.value())
                .query(Long.class)
                .single();
    }

    /** Comparisons that are complete now but would lack votes without this person's, in the order of work. */
    List<String> fallingShort(StudyId study, PersonId annotator, int limit) {
        return database.sql("select c.external_id " + FALLING_SHORT + " order by c.position limit :limit")
                .param("study", study.value())
                .param("annotator", annotator.value())
                .param("limit", limit)
                .query((row, n) -> row.getString(1))
                .list();
    }

    long countFallingShort(StudyId study, PersonId annotator) {
        return database.sql("select count(*) " + FALLING_SHORT)
                .param("study", study.value())
                .param("annotator", annotator.value())
                .query(Long.class)
                .single();
    }

    /** Excludes a person's votes; false if they are excluded already. */
    boolean insert(UUID id, StudyId study, PersonId annotator, String reason, PersonId by, Instant at) {
        try {
            database.sql("""
                            insert into exclusion (id, study_id, annotator, reason, excluded_by, excluded_at)
                            values (:id, :study, :annotator, :reason, :by, :at)""")
                    .param("id", id)
                    .param("study", study.value())
                    .param("annotator", annotator.value())
                    .param("reason", reason)
                    .param("by", by.value())
                    .param("at", at.atOffset(ZoneOffset.UTC))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    /** Revokes an exclusion; false if it was revoked already, or belongs to another study. */
    boolean revoke(StudyId study, UUID id, String reason, PersonId by, Instant at) {
        return database.sql("""
                        update exclusion set revoked_by = :by, revoked_at = :at, revoke_reason = :reason
                        where study_id = :study and id = :id and revoked_at is null""")
                        .param("by", by.value())
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("reason", reason)
                        .param("study", study.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    private static Exclusion map(ResultSet row, int number) throws SQLException {
        return new Exclusion(
                row.getObject("id", UUID.class),
                new PersonId(row.getObject("annotator", UUID.class)),
                row.getString("login"),
                row.getString("reason"),
                row.getString("by_login"),
                row.getObject("excluded_at", OffsetDateTime.class).toInstant(),
                row.getLong("votes"));
    }
}
