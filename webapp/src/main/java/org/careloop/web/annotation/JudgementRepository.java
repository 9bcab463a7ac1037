package org.careloop.web.annotation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.web.judgement.JudgementWriter;
import org.careloop.web.judgement.NewJudgement;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of a person's judgements. */
@Repository
class JudgementRepository {
    private final JdbcClient database;
    private final JudgementWriter writer;

    JudgementRepository(JdbcClient database, JudgementWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    /** A stored judgement. */
    record Judged(ComparisonId comparison, int ordinal, int revision, Instant at, SideMap shown, Opinion opinion) {}

    /**
     * A judgement to be added.
     *
     * @param reason of a revision; empty for a first answer
     */
    record Added(
            UUID submission,
            ComparisonId comparison,
            int ordinal,
            PersonId annotator,
            int revision,
            int designVersion,
            SideMap shown,
            Opinion opinion,
            String reason,
            String note,
            long activeMillis) {}

    boolean isStored(UUID submission, PersonId person) {
        return database.sql("select exists (select from judgement where submission = :key and annotator = :person)")
                .param("key", submission)
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    /** Adds a judgement, unless this submission is stored already, and deletes the person's draft on the comparison. */
    void insert(Added added, Instant at) {
        Opinion opinion = added.opinion();
        writer.insert(
                new NewJudgement(
                        added.submission(),
                        added.comparison(),
                        added.ordinal(),
                        added.annotator(),
                        added.revision(),
                        added.designVersion(),
                        opinion.verdictOfPair(),
                        opinion.strength(),
                        Json.MAPPER.writeValueAsString(opinion.criteria()),
                        Json.MAPPER.writeValueAsString(opinion.flags()),
                        Json.MAPPER.writeValueAsString(opinion.corrections()),
                        opinion.rankingArray(),
                        opinion.scoresJson(),
                        added.shown().aOnLeft(),
                        added.shown().array(),
                        opinion.rationale(),
                        added.reason(),
                        added.note(),
                        added.activeMillis()),
                at);
    }

    /** The person's latest judgement, even if its study is closed or signed. */
    Optional<Judged> last(PersonId person) {
        return database.sql("""
                        select * from judgement where annotator = :person
                        order by created_at desc, revision desc limit 1
                        """)
                .param("person", person.value())
                .query(JudgementRepository::judged)
                .optional();
    }

    /** The person's current judgements of a comparison: the first one, then that of the hidden repeat if there was one. */
    List<Judged> own(ComparisonId comparison, PersonId person) {
        return database.sql("""
                        select j.* from slot s join judgement j on j.id = s.judgement_id
                        where s.comparison_id = :comparison and s.judged_by = :person
                        order by s.purpose = 'REPEAT', j.created_at desc
                        """)
                .param("comparison", comparison.value())
                .param("person", person.value())
                .query(JudgementRepository::judged)
                .list();
    }

    static Judged judged(ResultSet row, int number) throws SQLException {
        return new Judged(
                new ComparisonId(row.getObject("comparison_id", UUID.class)),
                row.getInt("ordinal"),
                row.getInt("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                SlotRepository.shown(row),
                Opinion.of(row));
    }
}
