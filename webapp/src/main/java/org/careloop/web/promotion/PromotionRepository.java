package org.careloop.web.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Sha256;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of acts on models, and of decisions on their losses in safety. */
@Repository
class PromotionRepository {
    private static final String SELECT = """
            select p.*, c.name, c.sha256 as weights, s.login,
                   (select f.report from promotion f where f.checkpoint_id = p.checkpoint_id and f.report is not null
                    and f.number <= p.number order by f.number desc limit 1) as stands_on
            from promotion p join checkpoint c on c.id = p.checkpoint_id join person s on s.id = p.signed_by
            """;

    private final JdbcClient database;

    PromotionRepository(JdbcClient database) {
        this.database = database;
    }

    /** The acts on a study's models, the latest first. */
    List<Promotion> of(StudyId study) {
        return database.sql(SELECT + "where p.study_id = :study order by p.number desc")
                .param("study", study.value())
                .query(PromotionRepository::map)
                .list();
    }

    Optional<Promotion> last(StudyId study) {
        return database.sql(SELECT + "where p.study_id = :study order by p.number desc limit 1")
                .param("study", study.value())
                .query(PromotionRepository::map)
                .optional();
    }

    /** The study whose models a checkpoint is one of, where an act was done on it. */
    Optional<StudyId> lineOf(CheckpointId checkpoint) {
        return database.sql("select study_id from promotion where checkpoint_id = :id limit 1")
                .param("id", checkpoint.value())
                .query((row, n) -> new StudyId(row.getObject("study_id", UUID.class)))
                .optional();
    }

    void insert(StudyId study, PersonId by, Promotion act) {
        database.sql("""
                        insert into promotion (study_id, number, act, checkpoint_id, verdict_study, signed_by, signed_at, record,
                                               sha256, report, chain_head)
                        values (:study, :number, :act, :checkpoint, :verdict, :by, :at, :record, :sha256, :report, :head)""")
                .param("study", study.value())
                .param("number", act.number())
                .param("act", act.act().name())
                .param("checkpoint", act.checkpoint().value())
                .param("verdict", act.verdictStudy().map(StudyId::value).orElse(null))
                .param("by", by.value())
                .param("at", act.signedAt().atOffset(ZoneOffset.UTC))
                .param("record", act.record())
                .param("sha256", act.sha256())
                .param("report", act.report().orElse(null))
                .param("head", act.chainHead())
                .update();
    }

    /** Decisions on the losses of a model in a study, by the comparison's name in the report. */
    Map<String, String> decisions(CheckpointId checkpoint, StudyId study) {
        Map<String, String> decisions = new LinkedHashMap<>();
        database.sql("""
                        select comparison, decision from safety_decision
                        where checkpoint_id = :checkpoint and study_id = :study order by comparison""")
                .param("checkpoint", checkpoint.value())
                .param("study", study.value())
                .query(row -> {
                    decisions.put(row.getString("comparison"), row.getString("decision"));
                });
        return decisions;
    }

    /** Stores a decision in place of an earlier one. */
    void decide(CheckpointId checkpoint, StudyId study, String comparison, String decision, PersonId by, Instant at) {
        database.sql("""
                        insert into safety_decision (checkpoint_id, study_id, comparison, decision, decided_by, decided_at)
                        values (:checkpoint, :study, :comparison, :decision, :by, :at)
                        on conflict (checkpoint_id, study_id, comparison)
                        do update set decision = :decision, decided_by = :by, decided_at = :at""")
                .param("checkpoint", checkpoint.value())
                .param("study", study.value())
                .param("comparison", comparison)
                .param("decision", decision)
                .param("by", by.value())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Promotion map(ResultSet row, int number) throws SQLException {
        return new Promotion(
                row.getInt("number"),
                PromotionAct.valueOf(row.getString("act")),
                new CheckpointId(row.getObject("checkpoint_id", UUID.class)),
                row.getString("name"),
                row.getString("weights"),
                Optional.ofNullable(row.getObject("verdict_study", UUID.class)).map(StudyId::new),
                row.getString("login"),
                row.getObject("signed_at", OffsetDateTime.class).toInstant(),
                row.getString("record"),
                row.getString("sha256"),
                Optional.ofNullable(row.getString("report")),
                Optional.ofNullable(row.getString("stands_on")).map(Sha256::of),
                row.getString("chain_head"));
    }
}
