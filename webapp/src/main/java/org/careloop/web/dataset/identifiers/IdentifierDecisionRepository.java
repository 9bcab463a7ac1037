package org.careloop.web.dataset.identifiers;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of decisions on identifiers. */
@Repository
class IdentifierDecisionRepository {
    private final JdbcClient database;

    IdentifierDecisionRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(
            StudyId study,
            @Nullable PersonId person,
            Instant at,
            List<IdentifierDecision.HashedFile> files,
            Map<String, Map<String, Long>> counts,
            String reason) {
        database.sql("""
            insert into identifier_decision (id, study_id, decided_by, decided_at, files, counts, reason)
            values (gen_random_uuid(), :study, :person, :at, :files::jsonb, :counts::jsonb, :reason)\
            """)
                .param("study", study.value())
                .param("person", person == null ? null : person.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("files", Json.MAPPER.writeValueAsString(files))
                .param("counts", Json.MAPPER.writeValueAsString(counts))
                .param("reason", reason)
                .update();
    }

    /** The decisions of a study, the newest first. */
    List<IdentifierDecision> of(StudyId study) {
        return database.sql("""
            select person.login, decided_at, files, counts, reason
            from identifier_decision left join person on person.id = decided_by
            where study_id = :study order by decided_at desc, identifier_decision.id\
            """)
                .param("study", study.value())
                .query((row, n) -> new IdentifierDecision(
                        study,
                        row.getString("login"),
                        row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                        Json.MAPPER.readValue(
                                row.getString("files"), new TypeReference<List<IdentifierDecision.HashedFile>>() {}),
                        Json.MAPPER.readValue(
                                row.getString("counts"), new TypeReference<Map<String, Map<String, Long>>>() {}),
                        row.getString("reason")))
                .list();
    }
}
