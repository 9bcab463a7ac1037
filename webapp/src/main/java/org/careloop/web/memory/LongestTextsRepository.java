package org.careloop.web.memory;

import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the longest texts of a study. */
@Repository
class LongestTextsRepository {
    private final JdbcClient database;

    LongestTextsRepository(JdbcClient database) {
        this.database = database;
    }

    LongestTexts of(StudyId study) {
        return database.sql("""
            select coalesce(max(octet_length(prompt::text)), 0) as prompt,
                   coalesce(max(octet_length(prompt::text) + greatest(octet_length(response_a), octet_length(response_b),
                       (select max(octet_length(further)) from unnest(further_responses) further))), 0) as answered
            from comparison where study_id = :study and not held\
            """)
                .param("study", study.value())
                .query((row, n) -> LongestTexts.ofBytes(row.getLong("prompt"), row.getLong("answered")))
                .single();
    }
}
