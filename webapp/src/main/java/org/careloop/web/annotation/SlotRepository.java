package org.careloop.web.annotation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of slots: who holds which, who filled which.
 *
 * <p>Locks are taken in one order, person, slot, audit chain, and a search for a free slot passes over locked ones instead
 * of waiting, so that no two transactions wait for each other.
 */
@Repository
class SlotRepository {
    private static final String OPEN_TO_PERSON = """
            s.judged_by is null
            and not exists (select from slot mine where mine.comparison_id = s.comparison_id
                            and (mine.judged_by = :person or mine.holder = :person))
            and not exists (select from skip where skip.comparison_id = s.comparison_id and skip.annotator = :person)
            """;

    private final JdbcClient database;

    SlotRepository(JdbcClient database) {
        this.database = database;
    }

    /** Lets a person do one thing at a time, however many windows are open; released at the transaction's end. */
    void lockPerson(PersonId person) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(:person, 0))")
                .param("person", person.toString())
                .query()
                .listOfRows();
    }

    /** The studies that collect votes, the oldest first. */
    List<StudyId> collecting() {
        return database.sql("select id from study where state = 'COLLECTING' order by created_at, id")
                .query((row, number) -> new StudyId(row.getObject("id", UUID.class)))
                .list();
    }

    /** Renews the lease that the person has in a study, live or run out but not taken by another. */
    Optional<Slot> renewOwn(StudyId study, PersonId person, Instant until) {
        return database.sql("""
                        update slot set lease_until = :until
                        where study_id = :study and holder = :person
                        returning comparison_id, ordinal, a_on_left
                        """)
                .param("study", study.value())
                .param("person", person.value())
                .param("until", timestamp(until))
                .query(SlotRepository::slot)
                .optional();
    }

    /** Renews the person's lease on one comparison. */
    void renew(ComparisonId comparison, PersonId person, Instant until) {
        database.sql("update slot set lease_until = :until where comparison_id = :comparison and holder = :person")
                .param("comparison", comparison.value())
                .param("person", person.value())
                .param("until", timestamp(until))
                .update();
    }

    /** Reserves the first open slot of a study that the person may fill. */
    Optional<Slot> claimNext(StudyId study, PersonId person, boolean aOnLeft, Instant now, Instant until) {
        return claim("s.study_id = :scope", study.value(), person, aOnLeft, now, until);
    }

    /** Reserves an open slot of a given comparison, with the side map that the person has seen. */
    Optional<Slot> claimOn(ComparisonId comparison, PersonId person, boolean aOnLeft, Instant now, Instant until) {
        return claim("s.comparison_id = :scope", comparison.value(), person, aOnLeft, now, until);
    }

    private Optional<Slot> claim(
            String scope, UUID scopeId, PersonId person, boolean aOnLeft, Instant now, Instant until) {
        return database.sql("""
                        with candidate as (
                            select s.comparison_id, s.ordinal from slot s
                            where %s and (s.holder is null or s.lease_until <= :now) and %s
                            order by s.position, s.ordinal
                            limit 1
                            for update of s skip locked)
                        update slot set holder = :person, lease_until = :until, a_on_left = :side
                        from candidate
                        where slot.comparison_id = candidate.comparison_id and slot.ordinal = candidate.ordinal
                        returning slot.comparison_id, slot.ordinal, slot.a_on_left
                        """.formatted(scope, OPEN_TO_PERSON))
                .param("scope", scopeId)
                .param("person", person.value())
                .param("side", aOnLeft)
                .param("now", timestamp(now))
                .param("until", timestamp(until))
                .query(SlotRepository::slot)
                .optional();
    }

    /** The slot of a comparison that the person holds, live or run out but not taken by another. */
    Optional<Slot> held(ComparisonId comparison, PersonId person) {
        return own("holder", comparison, person);
    }

    /** The slot of a comparison that the person filled. */
    Optional<Slot> filled(ComparisonId comparison, PersonId person) {
        return own("judged_by", comparison, person);
    }

    private Optional<Slot> own(String column, ComparisonId comparison, PersonId person) {
        return database.sql("""
                        select comparison_id, ordinal, a_on_left from slot
                        where comparison_id = :comparison and %s = :person
                        for update
                        """.formatted(column))
                .param("comparison", comparison.value())
                .param("person", person.value())
                .query(SlotRepository::slot)
                .optional();
    }

    void fill(Slot slot, PersonId person) {
        database.sql("""
                        update slot set judged_by = :person, holder = null, lease_until = null
                        where comparison_id = :comparison and ordinal = :ordinal
                        """)
                .param("person", person.value())
                .param("comparison", slot.comparison().value())
                .param("ordinal", slot.ordinal())
                .update();
    }

    void release(ComparisonId comparison, PersonId person) {
        database.sql("""
                        update slot set holder = null, lease_until = null, a_on_left = null
                        where comparison_id = :comparison and holder = :person
                        """)
                .param("comparison", comparison.value())
                .param("person", person.value())
                .update();
    }

    /** Gives back whatever the person holds in a study. */
    void releaseAll(StudyId study, PersonId person) {
        database.sql("""
                        update slot set holder = null, lease_until = null, a_on_left = null
                        where study_id = :study and holder = :person
                        """)
                .param("study", study.value())
                .param("person", person.value())
                .update();
    }

    /** How many comparisons wait for this person's vote, counted up to a limit; one in hand is among them. */
    int waitingFor(PersonId person, int limit) {
        return database.sql("""
                        select count(*) from (
                            select distinct s.comparison_id from slot s join study on study.id = s.study_id
                            where study.state = 'COLLECTING' and s.judged_by is null
                            and (s.holder = :person or %s)
                            limit :limit) as open
                        """.formatted(OPEN_TO_PERSON))
                .param("person", person.value())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    /** When the first of the leases runs out that keep open slots from this person. */
    Optional<Instant> nextReturn(PersonId person) {
        return database.sql("""
                        select min(s.lease_until) from slot s join study on study.id = s.study_id
                        where study.state = 'COLLECTING' and s.holder is not null and %s
                        having count(*) > 0
                        """.formatted(OPEN_TO_PERSON))
                .param("person", person.value())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    private static Slot slot(ResultSet row, int number) throws SQLException {
        return new Slot(
                new ComparisonId(row.getObject("comparison_id", UUID.class)),
                row.getInt("ordinal"),
                row.getBoolean("a_on_left"));
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
