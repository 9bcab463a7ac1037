package org.careloop.web.adjudication;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.AdjudicationStage;
import org.careloop.run.Json;
import org.careloop.run.Verdict;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.annotation.SideVerdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyDesign.FlagKind;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;

/** The SQL of what an adjudicator sees and says: the votes, the questions, the blind verdict and the decision. */
@Repository
class AdjudicationRepository {
    private final JdbcClient jdbc;

    AdjudicationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Cause cause(ComparisonId comparison) {
        return jdbc.sql("""
                        select case when flagged > 0 then 'FLAGGED' when escalated > 0 then 'ESCALATED'
                                    else 'DIVIDED' end
                        from comparison_tally where comparison_id = ?""")
                .param(comparison.value())
                .query((row, n) -> Cause.valueOf(row.getString(1)))
                .single();
    }

    /** What the person said before seeing the votes. */
    Optional<AdjudicatorAnswer> blind(AdjudicationQueue.Lease lease, PersonId person) {
        return jdbc.sql("""
                        select verdict, strength, ranking from adjudication
                        where comparison_id = ? and adjudicator = ? and stage = 'BLIND'""")
                .params(lease.comparison().value(), person.value())
                .query((row, n) -> said(row, lease.shown()))
                .optional();
    }

    /** Adds a verdict; false when it was given already. */
    boolean insert(
            StudyId study,
            AdjudicationQueue.Lease lease,
            PersonId person,
            AdjudicationStage stage,
            AdjudicatorAnswer said,
            String rationale,
            Cause cause,
            Instant now) {
        SideMap shown = lease.shown();
        List<Integer> ranking = said.ranking(shown);
        return jdbc.sql("""
                        insert into adjudication (id, study_id, comparison_id, stage, adjudicator, verdict, strength,
                                                  ranking, rationale, a_on_left, shown, cause, decided_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing""")
                        .params(
                                UUID.randomUUID(),
                                study.value(),
                                lease.comparison().value(),
                                stage.name(),
                                person.value())
                        .params(said.verdict(shown).name(), said.strength())
                        .param(
                                ranking.isEmpty()
                                        ? null
                                        : ranking.stream()
                                                .map(Integer::shortValue)
                                                .toArray(Short[]::new))
                        .params(rationale, shown.aOnLeft())
                        .param(shown.array())
                        .params(cause.name(), now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    /** Closes the requests for an adjudicator. */
    void settle(ComparisonId comparison, PersonId person, String outcome, Instant now) {
        jdbc.sql("""
                        update escalation set settled_by = ?, settled_at = ?, outcome = ?
                        where comparison_id = ? and kind = 'ADJUDICATE' and settled_at is null""")
                .params(person.value(), now.atOffset(ZoneOffset.UTC), outcome, comparison.value())
                .update();
    }

    List<String> questions(ComparisonId comparison) {
        return jdbc.sql("""
                        select explanation from escalation where comparison_id = ? and kind = 'ADJUDICATE'
                        order by raised_at, id""")
                .param(comparison.value())
                .query((row, n) -> row.getString(1))
                .list();
    }

    /** The counted votes on a comparison, in an order that is another one on every comparison. */
    List<Case.SeenVote> votes(AdjudicationQueue.Lease lease) {
        return jdbc.sql("""
                        select verdict, strength, ranking, coalesce(rationale, '') as rationale, flags from counted_judgement
                        where comparison_id = ? order by md5(comparison_id::text || annotator::text)""")
                .param(lease.comparison().value())
                .query((row, n) -> new Case.SeenVote(
                        n + 1,
                        said(row, lease.shown()),
                        row.getString("rationale"),
                        flags(row.getString("flags"), lease.shown())))
                .list();
    }

    private static AdjudicatorAnswer said(ResultSet row, SideMap shown) throws SQLException {
        Verdict verdict = Verdict.valueOf(row.getString("verdict"));
        if (shown.size() == 2) {
            return new AdjudicatorAnswer.Preference(
                    SideVerdict.onScreen(verdict, shown.aOnLeft()), row.getInt("strength"));
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
