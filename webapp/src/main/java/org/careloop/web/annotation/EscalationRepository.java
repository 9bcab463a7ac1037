package org.careloop.web.annotation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.SlotWriter;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of comparisons that are escalated to a senior clinician or held back. */
@Repository
class EscalationRepository {
    private final JdbcClient database;
    private final SlotWriter slots;

    EscalationRepository(JdbcClient database, SlotWriter slots) {
        this.database = database;
        this.slots = slots;
    }

    /**
     * Whether the comparison belongs to a study that is open to the person, or the person judged or holds it and the
     * study is not signed.
     */
    boolean isWithin(ComparisonId comparison, PersonId person) {
        return database.sql("""
                        select exists (select from comparison c join (%s) as o on o.id = c.study_id
                                       where c.id = :comparison)
                            or exists (select from slot s join study st on st.id = s.study_id and st.state <> 'FROZEN'
                                       where s.comparison_id = :comparison and :person in (s.judged_by, s.holder))
                        """.formatted(QueueSql.OPEN_STUDIES))
                .param("comparison", comparison.value())
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    void raise(EscalationKind kind, ComparisonId comparison, PersonId person, String why, Instant at) {
        database.sql("""
                        insert into escalation (id, study_id, comparison_id, raised_by, kind, explanation, raised_at)
                        select :id, study_id, id, :person, :kind, :why, :at from comparison where id = :comparison
                        """)
                .param("id", UUID.randomUUID())
                .param("person", person.value())
                .param("kind", kind.name())
                .param("why", why)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("comparison", comparison.value())
                .update();
    }

    /** Holds a comparison back: nobody is handed it, and whoever holds it loses it. */
    void hold(ComparisonId comparison) {
        database.sql("update comparison set held = true where id = :comparison")
                .param("comparison", comparison.value())
                .update();
        slots.withhold(comparison);
    }

    /** Hands a held comparison out again; slots of another phase of its study stay blocked. */
    void release(ComparisonId comparison) {
        database.sql("update comparison set held = false where id = :comparison")
                .param("comparison", comparison.value())
                .update();
        slots.handOutAgain(comparison);
    }

    /** The unsettled privacy reports of a study, the oldest first. */
    List<PrivacyReport> privacyReports(StudyId study) {
        return database.sql("""
                        select e.comparison_id, c.external_id, p.display_name, e.explanation, e.raised_at
                        from escalation e join comparison c on c.id = e.comparison_id join person p on p.id = e.raised_by
                        where e.study_id = :study and e.kind = 'PRIVACY' and e.settled_at is null
                        order by e.raised_at
                        """)
                .param("study", study.value())
                .query((row, number) -> new PrivacyReport(
                        new ComparisonId(row.getObject("comparison_id", UUID.class)),
                        row.getString("external_id"),
                        row.getString("display_name"),
                        row.getString("explanation"),
                        row.getObject("raised_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Settles all reports of a privacy problem with a comparison; returns how many there were. */
    int settlePrivacy(ComparisonId comparison, PersonId person, String outcome, Instant at) {
        return database.sql("""
                        update escalation set settled_by = :person, settled_at = :at, outcome = :outcome
                        where comparison_id = :comparison and kind = 'PRIVACY' and settled_at is null
                        """)
                .param("person", person.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("outcome", outcome)
                .param("comparison", comparison.value())
                .update();
    }
}
