package org.careloop.web.adjudication;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.Json;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The SQL of adjudications: the votes and questions that are shown, the blind verdict and the decision. */
@Repository
class AdjudicationRepository {
    private final JdbcClient database;

    AdjudicationRepository(JdbcClient database) {
        this.database = database;
    }

    Cause cause(ComparisonId comparison) {
        return database.sql("""
                        select case when flagged > 0 then 'FLAGGED' when escalated > 0 then 'ESCALATED'
                                    else 'DIVIDED' end
                        from comparison_tally where comparison_id = :comparison""")
                .param("comparison", comparison.value())
                .query((row, n) -> Cause.valueOf(row.getString(1)))
                .single();
    }

    /** The person's blind verdict: the one given before the votes are shown. */
    Optional<AdjudicatorAnswer> blind(AdjudicationQueue.Lease lease, PersonId person) {
        return database.sql("""
                        select verdict, strength, ranking, scores from adjudication
                        where comparison_id = :comparison and adjudicator = :person and stage = 'BLIND'""")
                .param("comparison", lease.comparison().value())
                .param("person", person.value())
                .query((row, n) -> answer(row, lease.shown()))
                .optional();
    }

    /** Adds a verdict; false if it was given already. */
    boolean insert(
            StudyId study,
            AdjudicationQueue.Lease lease,
            PersonId person,
            AdjudicationStage stage,
            AdjudicatorAnswer answer,
            String rationale,
            Cause cause,
            Instant now) {
        SideMap shown = lease.shown();
        List<Integer> ranking = answer.ranking(shown);
        Verdict verdict = answer.verdict(shown);
        return database.sql("""
                        insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, strength,
                                                  ranking, scores, rationale, a_on_left, shown, cause, decided_at)
                        values (:id, :study, :comparison, :stage, :person, :verdict, :strength,
                                :ranking, :scores::jsonb, :rationale, :side, :shown, :cause, :at)
                        on conflict do nothing""")
                        .param("id", UUID.randomUUID())
                        .param("study", study.value())
                        .param("comparison", lease.comparison().value())
                        .param("stage", stage.name())
                        .param("person", person.value())
                        .param("verdict", verdict == null ? null : verdict.name())
                        .param("strength", answer.strength().number())
                        .param(
                                "ranking",
                                ranking.isEmpty()
                                        ? null
                                        : ranking.stream()
                                                .map(Integer::shortValue)
                                                .toArray(Short[]::new))
                        .param("scores", verdict == null ? Scores.json(answer.scores()) : null)
                        .param("rationale", rationale)
                        .param("side", shown.aOnLeft())
                        .param("shown", ranking.isEmpty() ? null : shown.array())
                        .param("cause", cause.name())
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Settles the open requests for an adjudicator. */
    void settle(ComparisonId comparison, PersonId person, String outcome, Instant now) {
        database.sql("""
                        update escalation set settled_by = :person, settled_at = :at, outcome = :outcome
                        where comparison_id = :comparison and kind = 'ADJUDICATE' and settled_at is null""")
                .param("person", person.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("outcome", outcome)
                .param("comparison", comparison.value())
                .update();
    }

    List<String> questions(ComparisonId comparison) {
        return database.sql("""
                        select explanation from escalation where comparison_id = :comparison and kind = 'ADJUDICATE'
                        order by raised_at, id""")
                .param("comparison", comparison.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** The counted votes on a comparison. Their order differs between comparisons, so that it does not reveal who voted. */
    List<Case.SeenVote> votes(AdjudicationQueue.Lease lease) {
        return database.sql("""
                        select verdict, strength, ranking, scores, coalesce(rationale, '') as rationale, flags from counted_judgement
                        where comparison_id = :comparison order by md5(comparison_id::text || annotator::text)""")
                .param("comparison", lease.comparison().value())
                .query((row, n) -> new Case.SeenVote(
                        n + 1,
                        answer(row, lease.shown()),
                        row.getString("rationale"),
                        flags(row.getString("flags"), lease.shown())))
                .list();
    }

    private static AdjudicatorAnswer answer(ResultSet row, SideMap shown) throws SQLException {
        if (shown.size() == 1) {
            return new AdjudicatorAnswer.Score(
                    Objects.requireNonNull(Scores.read(row.getString("scores")).get(Scores.OVERALL)));
        }
        Verdict verdict = Verdict.valueOf(row.getString("verdict"));
        if (shown.size() == 2) {
            return new AdjudicatorAnswer.Preference(
                    SideVerdict.onScreen(verdict, shown.aOnLeft()), Strength.of(row.getInt("strength")));
        }
        Array ranking = row.getArray("ranking");
        return ranking == null
                ? AdjudicatorAnswer.Order.ofFirstTwo(verdict, shown)
                : new AdjudicatorAnswer.Order(shown.shown(Arrays.stream((Short[]) ranking.getArray())
                        .map(Short::intValue)
                        .toList()));
    }

    private static List<Case.SeenFlag> flags(String json, SideMap shown) {
        List<Case.SeenFlag> flags = new ArrayList<>();
        for (JsonNode flag : Json.MAPPER.readTree(json)) {
            flags.add(new Case.SeenFlag(
                    shown.placeOf(flag.path("response").asInt()),
                    FlagKind.valueOf(flag.path("kind").asString()),
                    flag.path("quote").asString("")));
        }
        return flags;
    }
}
