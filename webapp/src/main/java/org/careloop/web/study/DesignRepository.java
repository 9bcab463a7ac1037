package org.careloop.web.study;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.careloop.run.Json;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the versions of a design. One that judgements were made under is never written again. */
@Repository
class DesignRepository {
    private final JdbcClient jdbc;

    DesignRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(StudyId study, int version, StudyDesign design, String reason, @Nullable PersonId by, Instant now) {
        jdbc.sql("""
                        insert into study_design (study_id, version, design, reason, created_by, created_at)
                        values (?, ?, ?::jsonb, ?, ?, ?)""")
                .params(study.value(), version, Json.MAPPER.writeValueAsString(design), reason)
                .param(by == null ? null : by.value())
                .param(Timestamp.from(now))
                .update();
    }

    void replace(StudyId study, int version, StudyDesign design, @Nullable PersonId by, Instant now) {
        jdbc.sql("""
                        update study_design set design = ?::jsonb, created_by = ?, created_at = ?
                        where study_id = ? and version = ?""")
                .param(Json.MAPPER.writeValueAsString(design))
                .param(by == null ? null : by.value())
                .param(Timestamp.from(now))
                .params(study.value(), version)
                .update();
    }

    boolean isJudgedUnder(StudyId study, int version) {
        return jdbc.sql("select exists (select from judgement where study_id = ? and design_version = ?)")
                .params(study.value(), version)
                .query(Boolean.class)
                .single();
    }

    StudyDesign find(StudyId study, int version) {
        return jdbc.sql("select design from study_design where study_id = ? and version = ?")
                .params(study.value(), version)
                .query((row, number) -> StudyDesign.read(row.getString("design")))
                .single();
    }

    /** All versions, the newest first. */
    List<DesignVersion> all(StudyId study) {
        return jdbc.sql("""
                        select d.version, d.design, d.reason, d.created_at, p.display_name
                        from study_design d left join person p on p.id = d.created_by
                        where d.study_id = ? order by d.version desc""")
                .param(study.value())
                .query((row, number) -> new DesignVersion(
                        row.getInt("version"),
                        StudyDesign.read(row.getString("design")),
                        row.getString("reason"),
                        Objects.requireNonNullElse(row.getString("display_name"), ""),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }
}
