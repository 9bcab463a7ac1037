package org.careloop.web.annotation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Verdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of judgements, drafts and skips. Judgements are only ever added. */
@Repository
class JudgementRepository {
    private final JdbcClient database;

    JudgementRepository(JdbcClient database) {
        this.database = database;
    }

    /** A judgement as it counts now. */
    record Judged(
            ComparisonId comparison, int ordinal, int revision, Verdict verdict, boolean aOnLeft, String rationale) {}

    boolean isStored(UUID submission, PersonId person) {
        return database.sql("select exists (select from judgement where submission = :key and annotator = :person)")
                .param("key", submission)
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    void insert(Submission submission, Slot slot, PersonId person, int revision, @Nullable String reason, Instant at) {
        database.sql("""
                        insert into judgement (id, submission, comparison_id, ordinal, annotator, revision, verdict,
                                               a_on_left, rationale, reason, active_ms, created_at)
                        values (:id, :key, :comparison, :ordinal, :person, :revision, :verdict,
                                :side, :rationale, :reason, :active, :at)
                        """)
                .param("id", UUID.randomUUID())
                .param("key", submission.key())
                .param("comparison", slot.comparison().value())
                .param("ordinal", slot.ordinal())
                .param("person", person.value())
                .param("revision", revision)
                .param(
                        "verdict",
                        submission.verdict().ofResponses(slot.aOnLeft()).name())
                .param("side", slot.aOnLeft())
                .param("rationale", submission.rationale().isEmpty() ? null : submission.rationale())
                .param("reason", reason)
                .param("active", submission.activeMillis())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The person's latest own judgement of a study that still collects. */
    Optional<Judged> last(PersonId person) {
        return database.sql("""
                        select j.* from judgement j
                        join comparison c on c.id = j.comparison_id join study on study.id = c.study_id
                        where j.annotator = :person and not j.imported and not j.scripted
                        and study.state = 'COLLECTING'
                        order by j.created_at desc, j.revision desc limit 1
                        """)
                .param("person", person.value())
                .query(JudgementRepository::judged)
                .optional();
    }

    /** The judgement that counts on a slot. */
    Optional<Judged> current(Slot slot) {
        return database.sql("""
                        select * from judgement where comparison_id = :comparison and ordinal = :ordinal
                        order by revision desc limit 1
                        """)
                .param("comparison", slot.comparison().value())
                .param("ordinal", slot.ordinal())
                .query(JudgementRepository::judged)
                .optional();
    }

    /** How many comparisons the person judged since a moment. */
    int countSince(PersonId person, Instant since) {
        return database.sql("""
                        select count(*) from judgement
                        where annotator = :person and created_at >= :since and revision = 1 and not imported
                        """)
                .param("person", person.value())
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
    }

    String draft(ComparisonId comparison, PersonId person) {
        return database.sql("select rationale from draft where comparison_id = :comparison and annotator = :person")
                .param("comparison", comparison.value())
                .param("person", person.value())
                .query(String.class)
                .optional()
                .orElse("");
    }

    void saveDraft(ComparisonId comparison, PersonId person, String rationale, Instant at) {
        database.sql("""
                        insert into draft (annotator, comparison_id, rationale, updated_at)
                        values (:person, :comparison, :rationale, :at)
                        on conflict (annotator, comparison_id)
                        do update set rationale = excluded.rationale, updated_at = excluded.updated_at
                        """)
                .param("person", person.value())
                .param("comparison", comparison.value())
                .param("rationale", rationale)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void deleteDraft(ComparisonId comparison, PersonId person) {
        database.sql("delete from draft where comparison_id = :comparison and annotator = :person")
                .param("comparison", comparison.value())
                .param("person", person.value())
                .update();
    }

    void skip(ComparisonId comparison, PersonId person, SkipReason reason, Instant at) {
        database.sql("""
                        insert into skip (annotator, comparison_id, reason, created_at)
                        values (:person, :comparison, :reason, :at)
                        on conflict (annotator, comparison_id) do nothing
                        """)
                .param("person", person.value())
                .param("comparison", comparison.value())
                .param("reason", reason.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Judged judged(ResultSet row, int number) throws SQLException {
        return new Judged(
                new ComparisonId(row.getObject("comparison_id", UUID.class)),
                row.getInt("ordinal"),
                row.getInt("revision"),
                Verdict.valueOf(row.getString("verdict")),
                row.getBoolean("a_on_left"),
                Objects.requireNonNullElse(row.getString("rationale"), ""));
    }
}
