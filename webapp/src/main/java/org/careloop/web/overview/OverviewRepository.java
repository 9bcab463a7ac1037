package org.careloop.web.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of those figures of the overview that belong to no other feature. */
@Repository
class OverviewRepository {
    private final JdbcClient database;

    OverviewRepository(JdbcClient database) {
        this.database = database;
    }

    /** Votes by day. An hour of UTC that contains midnight of the zone counts to the day in which the hour begins. */
    List<StudyOverview.Day> days(StudyId study, Instant since, ZoneId zone) {
        return database.sql("""
                        select (hour at time zone :zone)::date as day, sum(judgements) as votes from judgement_tally
                        where study_id = :study and hour >= :since and purpose = 'VOTE' and not imported
                        group by day having sum(judgements) > 0 order by day""")
                .param("zone", zone.getId())
                .param("study", study.value())
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new StudyOverview.Day(row.getObject("day", LocalDate.class), row.getLong("votes")))
                .list();
    }

    /** Number of unsettled privacy reports. */
    long privacyReports(StudyId study) {
        return database.sql("""
                        select count(*) from escalation
                        where study_id = :study and kind = 'PRIVACY' and settled_at is null
                        """).param("study", study.value()).query(Long.class).single();
    }
}
