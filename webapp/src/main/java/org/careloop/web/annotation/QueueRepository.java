package org.careloop.web.annotation;

import static org.careloop.web.annotation.QueueSql.NOT_DONE;
import static org.careloop.web.annotation.QueueSql.OPEN;
import static org.careloop.web.annotation.QueueSql.STUDIES_IN_WORK;
import static org.careloop.web.annotation.QueueSql.UNTOUCHED;
import static org.careloop.web.annotation.QueueSql.fits;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Message;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.SlotWriter;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of handing out comparisons.
 *
 * <p>A search starts behind the position that the person's last search reached (the cursor) and skips locked slots, so
 * that it is short and never blocks. If it finds nothing up to the end it starts once more from the beginning, where
 * leases of others may have run out. Only a slot that the person holds already is waited for: a window on another
 * device may be saving a draft.
 */
@Repository
class QueueRepository {
    private static final String OPEN_TO_PERSON = OPEN + " and " + fits("o.") + " and " + UNTOUCHED;

    private static final String LEASE = SlotWriter.lease(
            "(select * from own union all select * from open)",
            "case when slot.holder = :person then slot.a_on_left else :side end",
            "case when slot.holder = :person then slot.shown end");

    // The cursor is moved in steps, because a row that is written at every pair costs more than a short search.
    private static final String CLAIM = """
            with own as materialized (
                select comparison_id, ordinal from slot
                where holder = :person and study_id = any(:studies)
                order by array_position(:studies, study_id) limit 1
                for no key update),
            open as materialized (
                select s.comparison_id, s.ordinal from slot s
                where not exists (select from own)
                and s.study_id = :study and s.purpose = :purpose and s.position >= :from
                and (s.holder is null or s.lease_until <= :now) and %s and %s and %s
                order by s.position, s.ordinal
                limit 1
                for update of s skip locked),
            taken as (
                %s returning slot.*),
            moved as (
                insert into work_cursor (study_id, person_id, position)
                select study_id, :person, position from taken
                where study_id = :study and purpose = :purpose and abs(position - :reached) >= 16
                on conflict (study_id, person_id) do update set position = excluded.position)
            select t.comparison_id, t.ordinal, t.study_id, t.purpose, t.a_on_left, t.shown, c.prompt, c.language,
                   array_remove(array[c.response_a, c.response_b], null) || c.further_responses as responses, draft.content as draft
            from taken t join comparison c on c.id = t.comparison_id
            left join draft on draft.comparison_id = c.id and draft.annotator = :person
            """.formatted(OPEN, fits(":"), UNTOUCHED, LEASE);

    private final PersonLock personLock;
    private final JdbcClient database;

    QueueRepository(PersonLock personLock, JdbcClient database) {
        this.personLock = personLock;
        this.database = database;
    }

    /**
     * A comparison that was reserved.
     *
     * @param shown null for a ranking whose order is not drawn yet
     */
    record Claimed(
            ComparisonId comparison,
            int ordinal,
            @Nullable SideMap shown,
            StudyId study,
            boolean pilot,
            List<Message> prompt,
            List<String> responses,
            @Nullable String language,
            Optional<Opinion> draft) {}

    /**
     * The studies that a person works in, the oldest first. Takes the {@link PersonLock} first. The
     * commit does not wait for the disk: the transaction only leases slots, and if a crash loses a lease, no judgement
     * and no draft is lost with it.
     */
    List<OpenStudy> openAlone(PersonId person) {
        return personLock.query(person, """
                        with quickly as materialized (select set_config('synchronous_commit', 'off', true))
                        select o.* from quickly cross join (%s) as o order by o.created_at, o.id
                        """.formatted(STUDIES_IN_WORK), Map.of(), QueueRepository::open);
    }

    private static OpenStudy open(ResultSet row, int number) throws SQLException {
        return new OpenStudy(
                new StudyId(row.getObject("id", UUID.class)),
                row.getString("name"),
                row.getBoolean("pilot"),
                row.getString("design"),
                row.getInt("design_version"),
                row.getDouble("gold_rate"),
                row.getDouble("repeat_rate"),
                row.getBoolean("by_language"),
                row.getBoolean("by_specialty"),
                (String[]) row.getArray("languages").getArray(),
                (String[]) row.getArray("specialties").getArray(),
                row.getLong("reached"));
    }

    /** The comparison that the person holds in one of the studies, else the first open one of {@code study}. */
    Optional<Claimed> claim(
            PersonId person, UUID[] studies, OpenStudy study, long from, boolean aOnLeft, Instant now, Instant until) {
        return database.sql(CLAIM)
                .param("person", person.value())
                .param("studies", studies)
                .param("study", study.id().value())
                .param("purpose", study.purpose().name())
                .param("from", from)
                .param("reached", study.reached())
                .param("by_language", study.byLanguage())
                .param("languages", study.languages())
                .param("by_specialty", study.bySpecialty())
                .param("specialties", study.specialties())
                .param("side", aOnLeft)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(QueueRepository::claimed)
                .optional();
    }

    /**
     * Number of comparisons that this person can judge, the one that they hold included; counted up to a limit. Counting
     * starts behind the cursor and goes back to the beginning only if that gives too few, so that it is fast in large
     * studies too.
     */
    int waiting(PersonId person, int limit) {
        return database.sql("""
                        with o as materialized (
                            select o.*, case when pilot then 'PILOT' else 'VOTE' end as purpose from (%s) as o),
                        ahead as materialized (select (%s) as n)
                        select least(:limit, case when n >= :limit then n else n + (%s) end) from ahead
                        """.formatted(STUDIES_IN_WORK, nearest(">="), nearest("<")))
                .param("person", person.value())
                .param("limit", limit)
                .query(Integer.class)
                .single();
    }

    private static String nearest(String side) {
        return """
                select coalesce(sum(near.n), 0) from o cross join lateral (
                    select count(*) as n from (
                        select distinct on (s.position) s.comparison_id from slot s
                        where s.study_id = o.id and s.purpose = o.purpose and %s and %s and s.position %s o.reached
                        order by s.position limit :limit) as s
                    where %s) as near
                """.formatted(OPEN, fits("o."), side, NOT_DONE);
    }

    /** The end of the earliest lease of others on a slot that this person could take. */
    Optional<Instant> nextReturn(PersonId person) {
        return database.sql("""
                        select min(s.lease_until) from (%s) as o join slot s on s.study_id = o.id
                        where s.holder is not null and %s
                        having count(*) > 0
                        """.formatted(STUDIES_IN_WORK, OPEN_TO_PERSON))
                .param("person", person.value())
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Whether comparisons are open that this person does not get, because of their language or specialty. */
    boolean somethingForOthers(PersonId person) {
        return exists(person, "select from slot s where s.study_id = o.id and " + OPEN + " and " + UNTOUCHED);
    }

    boolean anyComparison(PersonId person) {
        return exists(person, "select from comparison c where c.study_id = o.id");
    }

    private boolean exists(PersonId person, String ofStudy) {
        return database.sql(
                        "select exists (select from (%s) as o where exists (%s))".formatted(STUDIES_IN_WORK, ofStudy))
                .param("person", person.value())
                .query(Boolean.class)
                .single();
    }

    private static Claimed claimed(ResultSet row, int number) throws SQLException {
        String draft = row.getString("draft");
        List<String> responses = List.of((String[]) row.getArray("responses").getArray());
        boolean drawn = responses.size() == 2 || row.getArray("shown") != null;
        return new Claimed(
                new ComparisonId(row.getObject("comparison_id", UUID.class)),
                row.getInt("ordinal"),
                drawn ? SlotRepository.shown(row) : null,
                new StudyId(row.getObject("study_id", UUID.class)),
                SlotPurpose.valueOf(row.getString("purpose")) == SlotPurpose.PILOT,
                ComparisonRepository.prompt(row.getString("prompt")),
                responses,
                row.getString("language"),
                Optional.ofNullable(draft).map(Opinion::read));
    }
}
