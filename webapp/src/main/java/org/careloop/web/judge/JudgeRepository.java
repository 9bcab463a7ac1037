package org.careloop.web.judge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.judging.JudgeAsked;
import org.careloop.run.judging.PairOutcome;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of judges' results. */
@Repository
class JudgeRepository {
    private static final String OF_STUDY = """
            select j.*, p.display_name from judge_result j join person p on p.id = j.attached_by
            where j.study_id = :study\
            """;

    private final JdbcClient database;

    JudgeRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(StudyId study, JudgeResult result, PersonId by) {
        database.sql("""
            insert into judge_result (id, study_id, sha256, asked, pairs, elsewhere, attached_by, attached_at)
            values (:id, :study, :sha256, :asked::jsonb, :pairs::jsonb, :elsewhere, :by, :at)\
            """)
                .param("id", result.id().value())
                .param("study", study.value())
                .param("sha256", result.sha256())
                .param("asked", Json.MAPPER.writeValueAsString(result.asked()))
                .param("pairs", Json.MAPPER.writeValueAsString(result.pairs()))
                .param("elsewhere", result.elsewhere())
                .param("by", by.value())
                .param("at", result.attachedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Those of a study in the order in which they were brought. */
    List<JudgeResult> of(StudyId study) {
        return database.sql(OF_STUDY + " order by j.attached_at, j.id")
                .param("study", study.value())
                .query(JudgeRepository::map)
                .list();
    }

    Optional<JudgeResult> find(StudyId study, JudgeResultId id) {
        return database.sql(OF_STUDY + " and j.id = :id")
                .param("study", study.value())
                .param("id", id.value())
                .query(JudgeRepository::map)
                .optional();
    }

    /** The one of a study that was made of files with this sum. */
    Optional<JudgeResult> find(StudyId study, String sha256) {
        return database.sql(OF_STUDY + " and j.sha256 = :sha256")
                .param("study", study.value())
                .param("sha256", sha256)
                .query(JudgeRepository::map)
                .optional();
    }

    void delete(JudgeResultId id) {
        database.sql("delete from judge_result where id = :id")
                .param("id", id.value())
                .update();
    }

    private static JudgeResult map(ResultSet row, int number) throws SQLException {
        return new JudgeResult(
                new JudgeResultId(row.getObject("id", UUID.class)),
                Json.MAPPER.readValue(row.getString("asked"), JudgeAsked.class),
                List.of(Json.MAPPER.readValue(row.getString("pairs"), PairOutcome[].class)),
                row.getInt("elsewhere"),
                row.getString("sha256"),
                row.getString("display_name"),
                row.getObject("attached_at", OffsetDateTime.class).toInstant());
    }
}
