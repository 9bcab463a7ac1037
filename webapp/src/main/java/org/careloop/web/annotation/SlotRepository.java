package org.careloop.web.annotation;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.SlotWriter;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of slots that a person holds.
 *
 * <p>Locks are taken in one order: person, slot, tallies, audit chain. A search for a free slot skips locked ones
 * instead of waiting. So no two transactions can deadlock.
 */
@Repository
class SlotRepository {
    private final PersonLock personLock;
    private final JdbcClient database;
    private final SlotWriter writer;

    SlotRepository(PersonLock personLock, JdbcClient database, SlotWriter writer) {
        this.personLock = personLock;
        this.database = database;
        this.writer = writer;
    }

    /** A slot that the person holds, and the facts that decide whether an answer can be stored in it. */
    record Held(int ordinal, boolean pilot, Study.State state, StudyDesign design, int responses) {

        /** A slot of the pilot takes answers during the pilot only, any other only while votes are collected. */
        boolean isOpen() {
            return state == (pilot ? Study.State.PILOT : Study.State.COLLECTING);
        }
    }

    /**
     * The slot of a comparison that the person holds, locked. A lease that ran out counts if nobody else took the slot.
     * Takes the {@link PersonLock} first.
     *
     * @param designVersion the version of the design that the person was shown
     */
    Optional<Held> held(ComparisonId comparison, PersonId person, int designVersion) {
        return personLock
                .query(
                        person,
                        """
                        select s.ordinal, s.purpose = 'PILOT' as pilot, st.state, d.design,
                               1 + num_nonnulls(c.response_b) + cardinality(c.further_responses) as responses
                        from slot s join study st on st.id = s.study_id
                        join study_design d on d.study_id = st.id and d.version = :version
                        join comparison c on c.id = s.comparison_id
                        where s.comparison_id = :comparison and s.holder = :person
                        for no key update of s
                        """,
                        Map.of("comparison", comparison.value(), "version", designVersion),
                        SlotRepository::held)
                .stream()
                .findFirst();
    }

    /** Renews the person's lease on one comparison. */
    void renew(ComparisonId comparison, PersonId person, Instant until) {
        database.sql(SlotWriter.RENEW)
                .param("comparison", comparison.value())
                .param("person", person.value())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Leases an open slot of a comparison to a person whose answer comes after their own lease ran out. */
    void claimOn(ComparisonId comparison, PersonId person, SideMap shown, Instant now, Instant until) {
        database.sql("""
                        with open as (
                            select s.comparison_id, s.ordinal from (%s) as o
                            join slot s on s.study_id = o.id
                                and s.purpose = case when o.pilot then 'PILOT' else 'VOTE' end
                            where s.comparison_id = :comparison and %s and (s.holder is null or s.lease_until <= :now)
                            and %s
                            order by s.ordinal limit 1
                            for update of s skip locked)
                        %s
                        """.formatted(
                                QueueSql.OPEN_STUDIES,
                                QueueSql.OPEN,
                                QueueSql.UNTOUCHED,
                                SlotWriter.lease("open", ":side", ":shown")))
                .param("comparison", comparison.value())
                .param("person", person.value())
                .param("side", shown.aOnLeft())
                .param("shown", shown.array())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Why an answer of this person to a comparison is refused; empty when it is accepted, or would be if a slot were
     * free.
     */
    Optional<Outcome> refusal(ComparisonId comparison, PersonId person) {
        return database.sql("""
                        select case when st.state not in ('PILOT', 'COLLECTING')
                                         or mine.purpose = 'PILOT' and st.state <> 'PILOT' then 'STUDY_CLOSED'
                                    when not exists (select from (%s) as o where o.id = st.id) then 'NOT_OPEN_TO_YOU'
                                    when c.held then 'HELD_BACK'
                                    when exists (select from skip k where k.comparison_id = c.id and k.annotator = :person
                                                 and k.reason = 'SAW_VOTES') then 'SAW_VOTES' end
                        from comparison c join study st on st.id = c.study_id
                        left join slot mine on mine.comparison_id = c.id and mine.judged_by = :person
                             and mine.purpose <> 'REPEAT'
                        where c.id = :comparison
                        """.formatted(QueueSql.OPEN_STUDIES))
                .param("comparison", comparison.value())
                .param("person", person.value())
                .query((row, number) -> Optional.ofNullable(row.getString(1)).map(Outcome::valueOf))
                .single();
    }

    /** Stores the order in which the responses of a ranking are shown. */
    void show(ComparisonId comparison, int ordinal, SideMap shown) {
        writer.show(comparison, ordinal, shown.aOnLeft(), shown.array());
    }

    /** Ends the person's lease on one comparison; a check that was made for them is deleted. */
    void release(ComparisonId comparison, PersonId person) {
        writer.giveBack(new SlotWriter.Which(
                "comparison_id = :comparison and holder = :person",
                Map.of("comparison", comparison.value(), "person", person.value())));
    }

    /** Ends all leases of the person in a study. */
    void releaseAll(StudyId study, PersonId person) {
        writer.giveBack(new SlotWriter.Which(
                "study_id = :study and holder = :person", Map.of("study", study.value(), "person", person.value())));
    }

    private static Held held(ResultSet row, int number) throws SQLException {
        return new Held(
                row.getInt("ordinal"),
                row.getBoolean("pilot"),
                Study.State.valueOf(row.getString("state")),
                StudyDesign.read(row.getString("design")),
                row.getInt("responses"));
    }

    /** The side map of a row with the columns {@code a_on_left} and {@code shown}. */
    static SideMap shown(ResultSet row) throws SQLException {
        Array shown = row.getArray("shown");
        return SideMap.stored(row.getBoolean("a_on_left"), shown == null ? null : (Short[]) shown.getArray());
    }
}
