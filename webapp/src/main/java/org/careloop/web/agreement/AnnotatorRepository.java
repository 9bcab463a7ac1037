package org.careloop.web.agreement;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.Proportion;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the statistics of each annotator of a study. */
@Repository
class AnnotatorRepository {
    private final JdbcClient database;

    AnnotatorRepository(JdbcClient database) {
        this.database = database;
    }

    /** Everybody who voted, the most votes first. The caller adds exclusions and test results. */
    List<Annotator> annotators(StudyId study) {
        Map<PersonId, long[]> paces = paces(study);
        return database.sql("""
                        select p.id, p.login, p.display_name, sum(t.judgements) as judged,
                               coalesce(sum(t.judgements) filter (where t.preferred_left), 0) as hits,
                               coalesce(sum(t.judgements) filter (where t.preferred_left is not null), 0) as sided,
                               bool_and(t.scripted) as scripted, bool_and(t.imported) as imported
                        from annotator_tally t join person p on p.id = t.annotator
                        where t.study_id = :study and t.purpose = 'VOTE'
                        group by p.id having sum(t.judgements) > 0 order by judged desc, p.login""")
                .param("study", study.value())
                .query((row, n) -> annotator(row, paces))
                .list();
    }

    private static Annotator annotator(ResultSet row, Map<PersonId, long[]> paces) throws SQLException {
        PersonId id = new PersonId(row.getObject("id", UUID.class));
        return new Annotator(
                id,
                row.getString("login"),
                row.getString("display_name"),
                row.getLong("judged"),
                new Pace(paces.getOrDefault(id, new long[Pace.BUCKETS])),
                new Proportion(row.getInt("hits"), row.getInt("sided")),
                Optional.empty(),
                row.getBoolean("scripted"),
                row.getBoolean("imported"),
                Optional.empty());
    }

    private Map<PersonId, long[]> paces(StudyId study) {
        Map<PersonId, long[]> paces = new HashMap<>();
        database.sql("""
                        select annotator, bucket, judgements from pace_tally
                        where study_id = :study and purpose = 'VOTE' and not revised and bucket >= 0
                        """).param("study", study.value()).query(row -> {
            paces.computeIfAbsent(new PersonId(row.getObject(1, UUID.class)), id -> new long[Pace.BUCKETS])[
                            row.getInt(2)] +=
                    row.getLong(3);
        });
        return paces;
    }

    /** Share of each person's answers to gold comparisons that are the known answer; of a text, within its tolerance. */
    Map<PersonId, Proportion> withGold(StudyId study) {
        return shares("""
                select s.judged_by, count(*) filter (where j.verdict = c.gold ->> 'verdict'
                                                      or abs((j.scores ->> 'overall')::int - (c.gold ->> 'score')::int)
                                                         <= (c.gold ->> 'tolerance')::int), count(*)
                from slot s join judgement j on j.id = s.judgement_id join comparison c on c.id = s.comparison_id
                where s.study_id = :study and s.purpose = 'GOLD' and s.judged_by is not null and c.gold is not null
                group by 1""", study);
    }

    /** Share of each person's hidden repeats, shown with swapped sides, that got the same verdict as before. */
    Map<PersonId, Proportion> withSelf(StudyId study) {
        return shares("""
                select again.judged_by, count(*) filter (where j.verdict = before.verdict
                                                          or j.scores ->> 'overall' = before.scores ->> 'overall'), count(*)
                from slot again join judgement j on j.id = again.judgement_id
                join slot first on first.comparison_id = again.comparison_id and first.judged_by = again.judged_by
                     and first.purpose = 'VOTE'
                join judgement before on before.id = first.judgement_id
                where again.study_id = :study and again.purpose = 'REPEAT' and again.judged_by is not null
                group by 1""", study);
    }

    private Map<PersonId, Proportion> shares(String sql, StudyId study) {
        Map<PersonId, Proportion> shares = new HashMap<>();
        database.sql(sql).param("study", study.value()).query(row -> {
            shares.put(new PersonId(row.getObject(1, UUID.class)), new Proportion(row.getInt(2), row.getInt(3)));
        });
        return shares;
    }
}
