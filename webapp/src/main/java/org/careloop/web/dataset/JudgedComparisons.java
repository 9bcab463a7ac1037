package org.careloop.web.dataset;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Vote;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL that reads comparisons with the votes that count, row by row: no study is too large for the heap. */
@Repository
class JudgedComparisons {
    private static final TypeReference<List<Vote>> VOTES = new TypeReference<>() {};
    private static final int FETCH = 500;

    private final JdbcTemplate streaming;
    private final JdbcClient jdbc;

    JudgedComparisons(DataSource source) {
        streaming = new JdbcTemplate(source);
        streaming.setFetchSize(FETCH);
        jdbc = JdbcClient.create(source);
    }

    /** Every comparison of a study in the order of work. Streams only inside a transaction. */
    void forEach(StudyId study, Consumer<Comparison> sink) {
        streaming.query("""
                select c.external_id, c.prompt, c.response_a, c.response_b, c.language, c.tags,
                       coalesce(v.votes, '[]') as votes
                from comparison c
                left join lateral (
                    select json_agg(json_build_object('annotator', p.login, 'verdict', j.verdict,
                                                      'strength', j.strength, 'weight', j.weight)
                                    order by j.ordinal) as votes
                    from current_judgement j join person p on p.id = j.annotator
                    where j.comparison_id = c.id) v on true
                where c.study_id = ?
                order by c.position""", (RowCallbackHandler) row -> sink.accept(comparison(row)), study.value());
    }

    /** Judgements of a study that a later revision replaced. */
    long superseded(StudyId study) {
        return jdbc.sql("""
                        select (select count(*) from judgement j join comparison c on c.id = j.comparison_id
                                where c.study_id = ?)
                             - (select count(*) from current_judgement j join comparison c on c.id = j.comparison_id
                                where c.study_id = ?)""")
                .params(study.value(), study.value())
                .query(Long.class)
                .single();
    }

    private static Comparison comparison(ResultSet row) throws SQLException {
        Array tags = row.getArray("tags");
        return new Comparison(
                row.getString("external_id"),
                ComparisonRepository.prompt(row.getString("prompt")),
                row.getString("response_a"),
                row.getString("response_b"),
                Json.MAPPER.readValue(row.getString("votes"), VOTES),
                row.getString("language"),
                List.of((String[]) tags.getArray()));
    }
}
