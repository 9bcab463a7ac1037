package org.careloop.web.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the overview that belongs to no other feature. */
@Repository
class OverviewRepository {
    private final JdbcClient jdbc;

    OverviewRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Votes by day since one moment; an hour that midnight falls into belongs to the day that it begins in. */
    List<StudyOverview.Day> days(StudyId study, Instant since, ZoneId zone) {
        return jdbc.sql("""
                        select (hour at time zone ?)::date as day, sum(judgements) as votes from judgement_tally
                        where study_id = ? and hour >= ? and purpose = 'VOTE' and not imported
                        group by day having sum(judgements) > 0 order by day""")
                .params(zone.getId(), study.value(), since.atOffset(ZoneOffset.UTC))
                .query((row, n) -> new StudyOverview.Day(row.getObject("day", LocalDate.class), row.getLong("votes")))
                .list();
    }

    /** Comparisons reported for privacy on which nobody has decided. */
    long privacyReports(StudyId study) {
        return jdbc.sql("""
                        select count(*) from escalation
                        where study_id = ? and kind = 'PRIVACY' and settled_at is null""").param(study.value()).query(Long.class).single();
    }
}
