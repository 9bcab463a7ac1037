package org.careloop.web.annotation;

import java.time.Instant;
import java.time.ZoneOffset;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.SlotWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of drafts and of skipped comparisons. */
@Repository
class DraftRepository {
    private final JdbcClient database;

    DraftRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * Stores a draft and renews the person's lease, if it is still theirs. Returns false and stores nothing when the
     * person has judged the comparison already.
     */
    boolean save(ComparisonId comparison, PersonId person, Opinion opinion, Instant now, Instant until) {
        return database.sql("""
                        with held as (%s returning 1)
                        insert into draft (annotator, comparison_id, content, updated_at)
                        select :person, :comparison, :content::jsonb, :at
                        where exists (select from held)
                           or not exists (select from slot where comparison_id = :comparison and judged_by = :person)
                        on conflict (annotator, comparison_id)
                        do update set content = excluded.content, updated_at = excluded.updated_at
                        """.formatted(SlotWriter.RENEW))
                        .param("person", person.value())
                        .param("comparison", comparison.value())
                        .param("content", opinion.json())
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("until", until.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void delete(ComparisonId comparison, PersonId person) {
        database.sql("delete from draft where comparison_id = :comparison and annotator = :person")
                .param("comparison", comparison.value())
                .param("person", person.value())
                .update();
    }

    /** Stores that a person has read the votes on a comparison; that outweighs any other reason. */
    void sawVotes(ComparisonId comparison, PersonId person, Instant at) {
        database.sql("""
                        insert into skip (annotator, comparison_id, reason, note, created_at)
                        values (:person, :comparison, 'SAW_VOTES', '', :at)
                        on conflict (annotator, comparison_id) do update set reason = 'SAW_VOTES', created_at = :at
                        """)
                .param("person", person.value())
                .param("comparison", comparison.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Stores that a person skipped a comparison, so that it is not handed to them again. */
    void skip(ComparisonId comparison, PersonId person, SkipReason reason, String note, Instant at) {
        database.sql("""
                        insert into skip (annotator, comparison_id, reason, note, created_at)
                        values (:person, :comparison, :reason, :note, :at)
                        on conflict (annotator, comparison_id) do nothing
                        """)
                .param("person", person.value())
                .param("comparison", comparison.value())
                .param("reason", reason.name())
                .param("note", note)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
