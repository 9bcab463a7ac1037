package org.careloop.web.annotation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyDesign;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of a person's own work. */
@Repository
class OwnWorkRepository {
    private static final int GLIMPSE = 200;

    private final JdbcClient database;

    OwnWorkRepository(JdbcClient database) {
        this.database = database;
    }

    /** Totals of all judgements of a person. */
    record Total(int judged, Duration active) {}

    /** Number of hidden repeats, and of those with the same verdict as before. */
    record Repeats(int all, int same) {}

    Total total(PersonId person) {
        return database.sql("""
                        select coalesce(sum(judgements), 0) as judged, coalesce(sum(active_ms), 0) as active
                        from judgement_tally where annotator = :person and not imported
                        """)
                .param("person", person.value())
                .query((row, number) -> new Total(row.getInt("judged"), Duration.ofMillis(row.getLong("active"))))
                .single();
    }

    /**
     * A person's days with work since a date, the oldest first. An hour of UTC that contains midnight of the zone counts to
     * the day in which the hour begins.
     */
    List<OwnWork.Day> days(PersonId person, LocalDate since, ZoneId zone) {
        return database.sql("""
                        select (hour at time zone :zone)::date as day, sum(judgements) as judged, sum(active_ms) as active
                        from judgement_tally
                        where annotator = :person and hour >= :since::timestamp at time zone :zone and not imported
                        group by day having sum(judgements) > 0 order by day
                        """)
                .param("zone", zone.getId())
                .param("person", person.value())
                .param("since", since)
                .query((row, number) -> new OwnWork.Day(
                        row.getObject("day", LocalDate.class),
                        row.getInt("judged"),
                        Duration.ofMillis(row.getLong("active"))))
                .list();
    }

    Repeats repeats(PersonId person) {
        return database.sql("""
                        select count(*) as n, count(*) filter (where again.verdict = first.verdict
                                                        or again.scores ->> 'overall' = first.scores ->> 'overall') as same
                        from slot r join judgement again on again.id = r.judgement_id
                        join slot v on v.comparison_id = r.comparison_id and v.judged_by = r.judged_by and v.purpose = 'VOTE'
                        join judgement first on first.id = v.judgement_id
                        where r.judged_by = :person and r.purpose = 'REPEAT'
                        """)
                .param("person", person.value())
                .query((row, number) -> new Repeats(row.getInt("n"), row.getInt("same")))
                .single();
    }

    /** A page of the person's current judgements, the latest first. Hidden repeats are left out. */
    List<OwnJudgement> page(PersonId person, int offset, int limit) {
        return database.sql("""
                        select j.*, st.name, coalesce(c.prompt -> -1 ->> 'content', c.response_a) as glimpse, d.design,
                               not c.held and st.state = case j.purpose when 'PILOT' then 'PILOT' else 'COLLECTING' end
                                   and exists (select from (%s) as o where o.id = st.id) as changeable
                        from judgement j join slot s on s.judgement_id = j.id
                        join comparison c on c.id = j.comparison_id join study st on st.id = j.study_id
                        join study_design d on d.study_id = j.study_id and d.version = j.design_version
                        where j.annotator = :person and j.purpose <> 'REPEAT'
                        order by j.created_at desc
                        offset :offset limit :limit
                        """.formatted(QueueSql.OPEN_STUDIES))
                .param("person", person.value())
                .param("offset", offset)
                .param("limit", limit)
                .query(OwnWorkRepository::own)
                .list();
    }

    private static OwnJudgement own(ResultSet row, int number) throws SQLException {
        JudgementRepository.Judged judged = JudgementRepository.judged(row, number);
        return new OwnJudgement(
                judged.comparison(),
                row.getString("name"),
                FirstLine.of(row.getString("glimpse"), GLIMPSE),
                judged.opinion().on(judged.shown()),
                StudyDesign.read(row.getString("design")).scale().isGraded(),
                judged.at(),
                judged.revision() - 1,
                row.getBoolean("changeable"));
    }
}
