package org.careloop.web.adjudication;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.annotation.SideMap;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of the queue of adjudicators, which is read off two indexes on the tallies, and of the comparisons that they
 * hold.
 */
@Repository
class AdjudicationQueue {
    /** Who has read the votes, without having judged blind before, does not decide. */
    private static final String UNSEEN = """
        (not exists (select from skip k where k.comparison_id = %1$s.comparison_id and k.annotator = :person
                     and k.reason = 'SAW_VOTES')
         or exists (select from adjudication d where d.comparison_id = %1$s.comparison_id and d.adjudicator = :person))
        """;

    private static final String CANDIDATE = """
        select t.comparison_id, 1 + num_nonnulls(c.response_b) + cardinality(c.further_responses) from comparison_tally t join comparison c on c.id = t.comparison_id
        where t.study_id = :study and not t.adjudicated and %s
        and not c.held
        and not exists (select from slot s where s.comparison_id = t.comparison_id and s.judged_by = :person)
        and not exists (select from adjudication_lease l where l.comparison_id = t.comparison_id
                        and l.holder <> :person and l.until > :now)
        and """ + UNSEEN.formatted("t");

    private static final String RAISED = CANDIDATE.formatted("(t.flagged > 0 or t.escalated > 0)");
    private static final String DIVIDED = CANDIDATE.formatted("t.votes >= t.wanted and t.agreement < :below::real");

    private final JdbcClient database;

    AdjudicationQueue(JdbcClient database) {
        this.database = database;
    }

    /** A comparison that a person may claim. */
    record Candidate(ComparisonId comparison, int responses) {}

    /** A comparison that the person holds, with its side map. */
    record Lease(ComparisonId comparison, SideMap shown) {}

    /** The undecided comparison that the person holds in a study. */
    Optional<Lease> held(StudyId study, PersonId person) {
        return database.sql("""
                        select l.comparison_id, l.a_on_left, l.shown from adjudication_lease l
                        join comparison_tally t on t.comparison_id = l.comparison_id
                        join comparison c on c.id = l.comparison_id
                        where t.study_id = :study and l.holder = :person and not t.adjudicated and not c.held
                        and %s order by l.comparison_id limit 1""".formatted(UNSEEN.formatted("l")))
                .param("study", study.value())
                .param("person", person.value())
                .query(AdjudicationQueue::lease)
                .optional();
    }

    Optional<Lease> held(ComparisonId comparison, PersonId person) {
        return database.sql("""
                        select l.comparison_id, l.a_on_left, l.shown from adjudication_lease l
                        where l.comparison_id = :comparison and l.holder = :person and %s""".formatted(UNSEEN.formatted("l")))
                .param("comparison", comparison.value())
                .param("person", person.value())
                .query(AdjudicationQueue::lease)
                .optional();
    }

    /** The next comparison that the person may adjudicate: raised ones first, then those with the most disagreement. */
    Optional<Candidate> candidate(StudyId study, PersonId person, double below, Instant now) {
        return first(RAISED + "order by t.comparison_id limit 1", study, person, below, now)
                .or(() -> first(DIVIDED + "order by t.agreement, t.comparison_id limit 1", study, person, below, now));
    }

    /** How many comparisons of a study the person may adjudicate, counted no further than {@code most}. */
    int waiting(StudyId study, PersonId person, double below, Instant now, int most) {
        return database.sql("""
                        select least(count(*), :most) from ((%s limit :most) union (%s limit :most)) as waiting
                        """.formatted(RAISED, DIVIDED))
                .param("study", study.value())
                .param("person", person.value())
                .param("below", below)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(Integer.class)
                .single();
    }

    private Optional<Candidate> first(String sql, StudyId study, PersonId person, double below, Instant now) {
        return database.sql(sql)
                .param("study", study.value())
                .param("person", person.value())
                .param("below", below)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new Candidate(new ComparisonId(row.getObject(1, UUID.class)), row.getInt(2)))
                .optional();
    }

    /**
     * Claims a comparison or extends the claim; empty when another person was faster. The side map of the first claim
     * stays, also for another person, because an open window may still show it.
     */
    Optional<Lease> claim(Lease lease, PersonId person, Instant now, Instant until) {
        return database.sql("""
                        insert into adjudication_lease as l (comparison_id, holder, a_on_left, shown, until)
                        values (:comparison, :person, :side, :shown, :until)
                        on conflict (comparison_id) do update
                        set holder = excluded.holder, until = excluded.until
                        where l.until <= :now or l.holder = excluded.holder
                        returning l.comparison_id, l.a_on_left, l.shown""")
                .param("comparison", lease.comparison().value())
                .param("person", person.value())
                .param("side", lease.shown().aOnLeft())
                .param("shown", lease.shown().array())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(AdjudicationQueue::lease)
                .optional();
    }

    void release(ComparisonId comparison) {
        database.sql("delete from adjudication_lease where comparison_id = :comparison")
                .param("comparison", comparison.value())
                .update();
    }

    private static Lease lease(ResultSet row, int number) throws SQLException {
        Array shown = row.getArray("shown");
        return new Lease(
                new ComparisonId(row.getObject("comparison_id", UUID.class)),
                SideMap.stored(row.getBoolean("a_on_left"), shown == null ? null : (Short[]) shown.getArray()));
    }
}
