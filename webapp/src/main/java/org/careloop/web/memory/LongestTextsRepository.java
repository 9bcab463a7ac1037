package org.careloop.web.memory;

import java.util.List;
import java.util.UUID;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the longest texts of studies. */
@Repository
class LongestTextsRepository {
    private final JdbcClient database;

    LongestTextsRepository(JdbcClient database) {
        this.database = database;
    }

    LongestTexts of(List<StudyId> studies) {
        return database.sql("""
            select coalesce(max(octet_length(prompt::text)), 0) as prompt,
                   coalesce(max(octet_length(prompt::text) + greatest(octet_length(response_a), octet_length(response_b),
                       (select max(octet_length(further)) from unnest(further_responses) further))), 0) as answered
            from comparison where study_id = any(:studies) and not held\
            """)
                .param("studies", studies.stream().map(StudyId::value).toArray(UUID[]::new))
                .query((row, n) -> LongestTexts.ofBytes(row.getLong("prompt"), row.getLong("answered")))
                .single();
    }
}
