package org.careloop.web.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of a study's figures. Only the last revision of each judgement counts. */
@Repository
class StudyFigures {
    /** A decided judgement on the left: what was preferred stood there. */
    private static final String LEFT = "count(*) filter (where (verdict = 'A') = a_on_left and verdict in ('A', 'B'))";

    private static final String SIDED = "count(*) filter (where verdict in ('A', 'B') and a_on_left is not null)";

    private static final String OF_STUDY =
            " from current_judgement j join comparison c on c.id = j.comparison_id where c.study_id = ? ";

    private final JdbcClient jdbc;

    StudyFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    StudyOverview overview(StudyId study, ZoneId zone) {
        return new StudyOverview(
                count("select count(*) from comparison where study_id = ?", study),
                count("select count(*) from slot where study_id = ?", study),
                count("select count(*) from slot where study_id = ? and judged_by is not null", study),
                days(study, zone),
                votes(study),
                left(study),
                annotators(study));
    }

    private long count(String sql, StudyId study) {
        return jdbc.sql(sql).param(study.value()).query(Long.class).single();
    }

    private List<StudyOverview.Day> days(StudyId study, ZoneId zone) {
        return jdbc.sql("select (j.created_at at time zone ?)::date as day, count(*) as n" + OF_STUDY
                        + "and not j.imported group by day order by day")
                .params(zone.getId(), study.value())
                .query((row, n) -> new StudyOverview.Day(row.getObject("day", LocalDate.class), row.getLong("n")))
                .list();
    }

    private StudyOverview.Votes votes(StudyId study) {
        return jdbc.sql("""
                        select count(*) filter (where verdict = 'A') as first,
                               count(*) filter (where verdict = 'SAME') as same,
                               count(*) filter (where verdict = 'B') as second,
                               count(*) filter (where verdict = 'BOTH_BAD') as both_bad
                        """ + OF_STUDY)
                .param(study.value())
                .query((row, n) -> new StudyOverview.Votes(
                        row.getLong("first"), row.getLong("same"), row.getLong("second"), row.getLong("both_bad")))
                .single();
    }

    private Proportion left(StudyId study) {
        return jdbc.sql("select " + LEFT + " as hits, " + SIDED + " as sided" + OF_STUDY)
                .param(study.value())
                .query((row, n) -> new Proportion(row.getInt("hits"), row.getInt("sided")))
                .single();
    }

    private List<StudyOverview.Annotator> annotators(StudyId study) {
        return jdbc.sql("""
                        select p.login, p.display_name, count(*) as judged,
                               percentile_cont(.5) within group (order by j.active_ms) / 1000 as median_seconds,
                               bool_and(j.scripted) as scripted, bool_and(j.imported) as imported,
                        """
                        + LEFT + " as hits, " + SIDED + " as sided "
                        + OF_STUDY.replace("where", "join person p on p.id = j.annotator where")
                        + "group by p.id order by judged desc, p.login")
                .param(study.value())
                .query(StudyFigures::annotator)
                .list();
    }

    private static StudyOverview.Annotator annotator(ResultSet row, int number) throws SQLException {
        double seconds = row.getDouble("median_seconds");
        OptionalDouble median = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(seconds);
        return new StudyOverview.Annotator(
                row.getString("login"),
                row.getString("display_name"),
                row.getLong("judged"),
                median,
                new Proportion(row.getInt("hits"), row.getInt("sided")),
                row.getBoolean("scripted"),
                row.getBoolean("imported"));
    }
}
