package org.careloop.web.verdict;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the plans of verdicts. The database refuses to change one once its study is locked. */
@Repository
class VerdictPlanRepository {
    private final JdbcClient database;

    VerdictPlanRepository(JdbcClient database) {
        this.database = database;
    }

    Optional<VerdictPlan> find(StudyId study) {
        return database.sql("""
                        select v.*, p.display_name from verdict_plan v join person p on p.id = v.planned_by
                        where v.study_id = :study""")
                .param("study", study.value())
                .query(VerdictPlanRepository::map)
                .optional();
    }

    void insert(StudyId study, VerdictPlan plan, PersonId by) {
        VerdictTerms terms = plan.terms();
        database.sql("""
                        insert into verdict_plan (study_id, candidate, rival, candidate_checkpoint, rival_checkpoint, alpha, margin,
                                                  seed, effect, power, prompts, planned_by, planned_at)
                        values (:study, :candidate, :rival, :candidate_id, :rival_id, :alpha, :margin,
                                :seed, :effect, :power, :prompts, :by, :at)""")
                .param("study", study.value())
                .param("candidate", terms.candidate().orElseThrow())
                .param("rival", terms.rival().orElseThrow())
                .param("candidate_id", plan.candidate().map(CheckpointId::value).orElse(null))
                .param("rival_id", plan.rival().map(CheckpointId::value).orElse(null))
                .param("alpha", terms.alpha())
                .param("margin", terms.margin())
                .param("seed", terms.seed())
                .param("effect", plan.effect())
                .param("power", plan.power())
                .param("prompts", plan.prompts())
                .param("by", by.value())
                .param("at", plan.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    boolean hasVotes(StudyId study) {
        return database.sql("select exists (select from judgement where study_id = :study and purpose = 'VOTE')")
                .param("study", study.value())
                .query(Boolean.class)
                .single();
    }

    private static VerdictPlan map(ResultSet row, int number) throws SQLException {
        return new VerdictPlan(
                new VerdictTerms(
                        Optional.of(row.getString("candidate")),
                        Optional.of(row.getString("rival")),
                        row.getDouble("alpha"),
                        row.getDouble("margin"),
                        row.getLong("seed")),
                Optional.ofNullable(row.getObject("candidate_checkpoint", UUID.class))
                        .map(CheckpointId::new),
                Optional.ofNullable(row.getObject("rival_checkpoint", UUID.class))
                        .map(CheckpointId::new),
                row.getDouble("effect"),
                row.getDouble("power"),
                row.getInt("prompts"),
                row.getObject("planned_at", OffsetDateTime.class).toInstant(),
                row.getString("display_name"));
    }
}
