package org.careloop.web.study;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.careloop.run.Json;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the versions of a design. A version under which judgements were made is never changed. */
@Repository
class DesignRepository {
    private final JdbcClient database;

    DesignRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(StudyId study, int version, StudyDesign design, String reason, @Nullable PersonId by, Instant now) {
        database.sql("""
                        insert into study_design (study_id, version, design, reason, created_by, created_at)
                        values (:study, :version, :design::jsonb, :reason, :by, :at)""")
                .param("study", study.value())
                .param("version", version)
                .param("design", Json.MAPPER.writeValueAsString(design))
                .param("reason", reason)
                .param("by", by == null ? null : by.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    void replace(StudyId study, int version, StudyDesign design, @Nullable PersonId by, Instant now) {
        database.sql("""
                        update study_design set design = :design::jsonb, created_by = :by, created_at = :at
                        where study_id = :study and version = :version""")
                .param("design", Json.MAPPER.writeValueAsString(design))
                .param("by", by == null ? null : by.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("study", study.value())
                .param("version", version)
                .update();
    }

    boolean isJudgedUnder(StudyId study, int version) {
        return database.sql(
                        "select exists (select from judgement where study_id = :study and design_version = :version)")
                .param("study", study.value())
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    StudyDesign find(StudyId study, int version) {
        return database.sql("select design from study_design where study_id = :study and version = :version")
                .param("study", study.value())
                .param("version", version)
                .query((row, number) -> StudyDesign.read(row.getString("design")))
                .single();
    }

    /** All versions, the newest first. */
    List<DesignVersion> all(StudyId study) {
        return database.sql("""
                        select d.version, d.design, d.reason, d.created_at, p.display_name
                        from study_design d left join person p on p.id = d.created_by
                        where d.study_id = :study order by d.version desc""")
                .param("study", study.value())
                .query((row, number) -> new DesignVersion(
                        row.getInt("version"),
                        StudyDesign.read(row.getString("design")),
                        row.getString("reason"),
                        Objects.requireNonNullElse(row.getString("display_name"), ""),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}
