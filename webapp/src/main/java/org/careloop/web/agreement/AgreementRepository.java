package org.careloop.web.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.Strength;
import org.careloop.run.Verdict;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Scores;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of agreement: the tallies of a study, and its counted votes as a stream. */
@Repository
class AgreementRepository {
    /** Rows fetched at a time. Inside a transaction the driver then never holds all rows of a large study in memory. */
    private static final int FETCH = 5_000;

    private final JdbcClient database;

    AgreementRepository(JdbcClient database) {
        this.database = database;
    }

    /** Fingerprint of the data that a report depends on; equal tokens mean equal reports. */
    record Token(long judgements, long exclusions, int designVersion) {}

    Token token(StudyId study) {
        return database.sql("""
                        select (select coalesce(sum(judgements), 0) from pace_tally where study_id = s.id) as judgements,
                               (select count(*) + count(revoked_at) from exclusion where study_id = s.id) as exclusions,
                               s.design_version
                        from study s where s.id = :study
                        """)
                .param("study", study.value())
                .query((row, n) -> new Token(row.getLong(1), row.getLong(2), row.getInt(3)))
                .single();
    }

    /**
     * Counts of votes and comparisons of a study.
     *
     * @param below the share of equal votes below which a comparison goes to an adjudicator
     */
    Standing standing(StudyId study, double below) {
        long[] sums = new long[7];
        Patterns patterns = new Patterns();
        Patterns pairs = new Patterns();
        database.sql("""
                        select a_clearly, a_slightly, same, b_slightly, b_clearly, both_bad, wanted,
                               ranked is null as pair, votes, count(*) as comparisons, count(*) filter (where votes >= wanted) as complete,
                               count(*) filter (where votes >= wanted and agreement < :below::real and not adjudicated
                                                and flagged = 0 and escalated = 0) as divided,
                               count(*) filter (where (flagged > 0 or escalated > 0) and not adjudicated) as raised,
                               count(*) filter (where adjudicated) as adjudicated
                        from comparison_tally where study_id = :study and wanted > 0
                        group by 1, 2, 3, 4, 5, 6, 7, 8, 9
                        """).param("below", below).param("study", study.value()).query(row -> {
            int[] votes = new int[Grade.COUNT];
            for (int grade = 0; grade < Grade.COUNT; grade++) {
                votes[grade] = row.getInt(grade + 1);
            }
            long comparisons = row.getLong("comparisons");
            patterns.add(votes, comparisons);
            if (row.getBoolean("pair")) {
                pairs.add(votes, comparisons);
            }
            sums[0] += comparisons;
            sums[1] += comparisons * row.getInt("wanted");
            sums[2] += comparisons * row.getInt("votes");
            sums[3] += row.getLong("complete");
            sums[4] += row.getLong("divided");
            sums[5] += row.getLong("raised");
            sums[6] += row.getLong("adjudicated");
        });
        return new Standing(
                sums[0],
                sums[1],
                sums[2],
                leftOut(study),
                heldBack(study),
                sums[3],
                sums[4],
                sums[5],
                sums[6],
                patterns,
                pairs);
    }

    private long leftOut(StudyId study) {
        return database.sql("select coalesce(sum(votes), 0) from exclusion_in_force where study_id = :study")
                .param("study", study.value())
                .query(Long.class)
                .single();
    }

    private long heldBack(StudyId study) {
        return database.sql("""
                        select count(*) from comparison c join slot s on s.comparison_id = c.id
                        where c.study_id = :study and c.held and s.judged_by is null and s.purpose = 'VOTE'
                        """).param("study", study.value()).query(Long.class).single();
    }

    /** The counted votes of a study. Call it inside a transaction, so that rows are fetched in portions. */
    VoteSheet sheet(StudyId study, List<String> criteria) {
        VoteSheet.Builder sheet = new VoteSheet.Builder(criteria.size() + 1);
        database.sql("""
                        select id, language, tags, length(response_a) - length(response_b) from comparison
                        where study_id = :study
                        """).param("study", study.value()).withFetchSize(FETCH).query(row -> {
            sheet.comparison(
                    row.getObject(1, UUID.class),
                    new VoteSheet.Comparison(
                            row.getString(2), List.of((String[]) row.getArray(3).getArray()), row.getInt(4)));
        });
        StringBuilder columns = new StringBuilder();
        Map<String, Object> values = new HashMap<>(Map.of("study", study.value()));
        for (String criterion : criteria) {
            String name = "criterion" + values.size();
            columns.append(", criteria -> :%s ->> 'verdict'".formatted(name));
            values.put(name, criterion);
        }
        database.sql("""
                        select comparison_id, annotator, verdict, strength%s from counted_judgement
                        where study_id = :study and verdict is not null""".formatted(columns)).params(values).withFetchSize(FETCH).query(row -> {
            sheet.vote(
                    row.getObject(1, UUID.class),
                    new PersonId(row.getObject(2, UUID.class)),
                    grades(row, criteria.size()));
        });
        return sheet.build();
    }

    /** The counted ratings of a study. Call it inside a transaction, so that rows are fetched in portions. */
    RatingSheet ratings(StudyId study) {
        RatingSheet sheet = new RatingSheet();
        database.sql("""
                        select comparison_id, annotator, scores from counted_judgement
                        where study_id = :study and scores is not null
                        order by comparison_id, annotator
                        """).param("study", study.value()).withFetchSize(FETCH).query(row -> {
            sheet.add(
                    row.getObject(1, UUID.class),
                    new PersonId(row.getObject(2, UUID.class)),
                    Scores.read(row.getString(3)));
        });
        return sheet;
    }

    private static @Nullable Grade[] grades(ResultSet row, int criteria) throws SQLException {
        @Nullable Grade[] grades = new Grade[criteria + 1];
        grades[0] = Grade.of(Verdict.valueOf(row.getString(3)), Strength.of(row.getInt(4)));
        for (int i = 1; i <= criteria; i++) {
            String verdict = row.getString(4 + i);
            grades[i] = verdict == null ? null : Grade.of(Verdict.valueOf(verdict), Strength.SLIGHTLY);
        }
        return grades;
    }
}
