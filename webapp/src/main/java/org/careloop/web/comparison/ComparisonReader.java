package org.careloop.web.comparison;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.annotation.EscalationKind;
import org.careloop.web.annotation.Opinion;
import org.careloop.web.annotation.SkipReason;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.StudyDesign;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of all that was said on one comparison. */
@Repository
class ComparisonReader {
    private final JdbcClient database;

    ComparisonReader(JdbcClient database) {
        this.database = database;
    }

    boolean isHeld(ComparisonId comparison) {
        return database.sql("select held from comparison where id = :comparison")
                .param("comparison", comparison.value())
                .query(Boolean.class)
                .single();
    }

    /** Where responses come from that a run of answers brought, in the order of the responses. */
    List<ComparisonRecord.Origin> origins(ComparisonId comparison) {
        return database.sql("""
                        select o.response, o.run_id, r.number, o.seed, o.answered_at
                        from answer_origin o join run r on r.id = o.run_id
                        where o.comparison_id = :comparison order by o.response""")
                .param("comparison", comparison.value())
                .query((row, n) -> new ComparisonRecord.Origin(
                        row.getInt("response"),
                        new RunId(row.getObject("run_id", UUID.class)),
                        row.getLong("number"),
                        row.getLong("seed"),
                        row.getObject("answered_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Whether the person has asked to see the votes on a comparison. */
    boolean hasSeenVotes(ComparisonId comparison, PersonId person) {
        return database.sql("""
                        select exists (select from skip
                                       where annotator = :person and comparison_id = :comparison and reason = 'SAW_VOTES')
                        """)
                .param("person", person.value())
                .param("comparison", comparison.value())
                .query(Boolean.class)
                .single();
    }

    /** Every judgement, by its slot and then by its revision. */
    List<GivenJudgement> judgements(ComparisonId comparison) {
        return database.sql("""
                        select j.*, p.display_name, s.judgement_id = j.id as current, d.design,
                               exists (select from exclusion e where e.study_id = j.study_id and e.annotator = j.annotator
                                       and e.revoked_at is null) as excluded
                        from judgement j join person p on p.id = j.annotator
                        join slot s on s.comparison_id = j.comparison_id and s.ordinal = j.ordinal
                        join study_design d on d.study_id = j.study_id and d.version = j.design_version
                        where j.comparison_id = :comparison order by j.ordinal, j.revision""")
                .param("comparison", comparison.value())
                .query(ComparisonReader::judgement)
                .list();
    }

    private static GivenJudgement judgement(ResultSet row, int number) throws SQLException {
        return new GivenJudgement(
                row.getString("display_name"),
                SlotPurpose.valueOf(row.getString("purpose")),
                Opinion.of(row),
                StudyDesign.read(row.getString("design")).scale().isGraded(),
                row.getInt("revision"),
                row.getBoolean("current"),
                row.getBoolean("excluded"),
                row.getBoolean("imported"),
                Objects.requireNonNullElse(row.getString("reason"), ""),
                row.getString("note"),
                row.getObject("given_at") == null ? at(row, "created_at") : at(row, "given_at"));
    }

    List<ComparisonRecord.Skip> skips(ComparisonId comparison) {
        return database.sql("""
                        select k.*, p.display_name from skip k join person p on p.id = k.annotator
                        where k.comparison_id = :comparison order by k.created_at, p.login""")
                .param("comparison", comparison.value())
                .query((row, n) -> new ComparisonRecord.Skip(
                        row.getString("display_name"),
                        SkipReason.valueOf(row.getString("reason")),
                        row.getString("note"),
                        at(row, "created_at")))
                .list();
    }

    /** Reports of one kind, the oldest first. */
    List<ComparisonRecord.Report> reports(ComparisonId comparison, EscalationKind kind) {
        return database.sql("""
                        select e.*, p.display_name, by.display_name as settler from escalation e
                        join person p on p.id = e.raised_by left join person by on by.id = e.settled_by
                        where e.comparison_id = :comparison and e.kind = :kind order by e.raised_at, e.id""")
                .param("comparison", comparison.value())
                .param("kind", kind.name())
                .query((row, n) -> new ComparisonRecord.Report(
                        kind,
                        row.getString("display_name"),
                        row.getString("explanation"),
                        at(row, "raised_at"),
                        row.getString("settler") == null
                                ? Optional.empty()
                                : Optional.of(new ComparisonRecord.Outcome(
                                        row.getString("outcome"), row.getString("settler"), at(row, "settled_at")))))
                .list();
    }

    /** What senior clinicians said, the blind verdict of each before the decision. */
    List<ComparisonRecord.Adjudication> adjudications(ComparisonId comparison) {
        return database.sql("""
                        select a.verdict, a.strength, a.ranking, a.scores, a.criteria, '[]' as flags, '{}' as corrections, a.rationale,
                               a.stage = 'DECISION' as decision, a.decided_at, p.display_name
                        from adjudication a join person p on p.id = a.adjudicator
                        where a.comparison_id = :comparison order by a.decided_at, a.stage""")
                .param("comparison", comparison.value())
                .query((row, n) -> new ComparisonRecord.Adjudication(
                        row.getString("display_name"),
                        row.getBoolean("decision"),
                        Opinion.of(row),
                        at(row, "decided_at")))
                .list();
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
