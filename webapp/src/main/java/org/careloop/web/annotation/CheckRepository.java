package org.careloop.web.annotation;

import static org.careloop.web.annotation.QueueSql.OPEN;
import static org.careloop.web.annotation.QueueSql.UNTOUCHED;
import static org.careloop.web.annotation.QueueSql.fits;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of checks: comparisons whose answer is known, and hidden repeats. A check is a slot of its own, made for the
 * person who drew it, and no vote. None is made while the person has a pair in hand or once no votes are left to give.
 */
@Repository
class CheckRepository {
    /** At least so many judgements lie between a judgement and its repeat. */
    static final int GAP = 20;

    /** By chance up to so many more. */
    static final int SPREAD = 20;

    private static final String VOTES_ARE_LEFT = """
            not exists (select from slot held where held.holder = :person and held.study_id = any(:studies))
            and exists (select from slot s where s.study_id = :study and s.purpose = 'VOTE' and s.position >= :reached
                        and %s and %s and %s)
            """.formatted(OPEN, fits(":"), UNTOUCHED);

    // Two who make a slot of one comparison at once want the same ordinal; the second then does without a check.
    private static final String MAKE = """
            insert into slot (comparison_id, ordinal, study_id, position, purpose, language, specialty,
                              holder, lease_until, a_on_left, shown)
            select s.id, (select coalesce(max(o.ordinal), 0) + 1 from slot o where o.comparison_id = s.id),
                   s.study_id, s.position, '%s', s.language, s.specialty, :person, :until, %s
            """;

    private final JdbcClient database;

    CheckRepository(JdbcClient database) {
        this.database = database;
    }

    /** Reserves a comparison whose answer is known, each at most once a person, in an order of this draw's own. */
    void drawGold(PersonId person, UUID[] studies, OpenStudy study, boolean aOnLeft, long draw, Instant until) {
        String untouched = UNTOUCHED.replace("s.comparison_id", "s.id");
        statement(
                        MAKE.formatted("GOLD", ":side, null") + """
                        from comparison s
                        where s.study_id = :study and s.gold is not null and not s.held and %s and %s and %s
                        order by hashtextextended(s.id::text, :draw)
                        limit 1
                        on conflict do nothing
                        """.formatted(fits(":"), untouched, VOTES_ARE_LEFT),
                        person,
                        studies,
                        study,
                        until)
                .param("side", aOnLeft)
                .param("draw", draw)
                .update();
    }

    /** Reserves a comparison that the person gave a vote on some time ago, each at most once, with its sides swapped. */
    void drawRepeat(PersonId person, UUID[] studies, OpenStudy study, int further, Instant until) {
        statement(
                        MAKE.formatted("REPEAT", "not before.a_on_left, before.swapped")
                                + """
                        from (select j.comparison_id, j.a_on_left,
                                     (select array_agg(x order by at desc)
                                      from unnest(j.shown) with ordinality as place (x, at)) as swapped
                              from judgement j
                              where j.annotator = :person and j.study_id = :study and j.purpose = 'VOTE'
                              and j.revision = 1
                              order by j.created_at desc
                              offset :gap) as before
                        join comparison s on s.id = before.comparison_id
                        where not s.held
                        and not exists (select from slot r where r.comparison_id = s.id and r.purpose = 'REPEAT'
                                        and (r.judged_by = :person or r.holder = :person))
                        and not exists (select from skip where skip.comparison_id = s.id and skip.annotator = :person)
                        and %s
                        limit 1
                        on conflict do nothing
                        """.formatted(VOTES_ARE_LEFT),
                        person,
                        studies,
                        study,
                        until)
                .param("gap", GAP + further)
                .update();
    }

    private JdbcClient.StatementSpec statement(
            String sql, PersonId person, UUID[] studies, OpenStudy study, Instant until) {
        return database.sql(sql)
                .param("person", person.value())
                .param("studies", studies)
                .param("study", study.id().value())
                .param("reached", study.reached())
                .param("by_language", study.byLanguage())
                .param("languages", study.languages())
                .param("by_specialty", study.bySpecialty())
                .param("specialties", study.specialties())
                .param("until", until.atOffset(ZoneOffset.UTC));
    }
}
