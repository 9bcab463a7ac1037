package org.careloop.web.annotation;

import static org.careloop.web.annotation.QueueSql.OPEN;
import static org.careloop.web.annotation.QueueSql.UNTOUCHED;
import static org.careloop.web.annotation.QueueSql.fits;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.SlotPurpose;
import org.careloop.web.study.SlotWriter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL of checks: comparisons with a known answer (gold) and hidden repeats. A check is a slot made for the person
 * who drew it, and its judgement is no vote. None is made while the person holds a pair, or once the study has no open
 * slots.
 */
@Repository
class CheckRepository {
    /** The least number of judgements between a judgement and its repeat. */
    static final int GAP = 20;

    /** At most this many judgements more, drawn at random. */
    static final int SPREAD = 20;

    private static final String VOTES_ARE_LEFT = """
            not exists (select from slot held where held.holder = :person and held.study_id = any(:studies))
            and exists (select from slot s where s.study_id = :study and s.purpose = 'VOTE' and s.position >= :reached
                        and %s and %s and %s)
            """.formatted(OPEN, fits(":"), UNTOUCHED);

    private final JdbcClient database;

    CheckRepository(JdbcClient database) {
        this.database = database;
    }

    /** Reserves a comparison with a known answer that the person has not had, chosen at random. */
    void drawGold(PersonId person, UUID[] studies, OpenStudy study, boolean aOnLeft, long draw, Instant until) {
        statement(
                        SlotWriter.newCheck(SlotPurpose.GOLD, ":side", "null")
                                + """
                        from comparison c
                        cross join lateral (select c.id as comparison_id, c.language, c.specialty) as s
                        where c.study_id = :study and c.gold is not null and not c.held and %s and %s and %s
                        order by hashtextextended(c.id::text, :draw)
                        limit 1
                        on conflict do nothing
                        """.formatted(fits(":"), UNTOUCHED, VOTES_ARE_LEFT),
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
                        SlotWriter.newCheck(SlotPurpose.REPEAT, "not before.a_on_left", "before.swapped")
                                + """
                        from (select j.comparison_id, j.a_on_left,
                                     (select array_agg(x order by at desc)
                                      from unnest(j.shown) with ordinality as place (x, at)) as swapped
                              from judgement j
                              where j.annotator = :person and j.study_id = :study and j.purpose = 'VOTE'
                              and j.revision = 1
                              order by j.created_at desc
                              offset :gap) as before
                        join comparison c on c.id = before.comparison_id
                        where not c.held
                        and not exists (select from slot r where r.comparison_id = c.id and r.purpose = 'REPEAT'
                                        and (r.judged_by = :person or r.holder = :person))
                        and not exists (select from skip where skip.comparison_id = c.id and skip.annotator = :person)
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
