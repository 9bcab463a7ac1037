package org.careloop.web.answers;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.Comparison;
import org.careloop.web.answers.AnswerLine.Key;
import org.careloop.web.study.StudyId;
import org.careloop.web.training.Run;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of where answers come from. */
@Repository
class OriginRepository {
    private final JdbcClient database;

    OriginRepository(JdbcClient database) {
        this.database = database;
    }

    /** Stores the origin of both answers of each comparison, as the study has them by their ids in files. */
    void insert(Run run, StudyId into, List<Comparison> comparisons, Map<Key, AnswerLine> answers) {
        List<String> ids = new ArrayList<>();
        List<Integer> responses = new ArrayList<>();
        List<Long> seeds = new ArrayList<>();
        List<OffsetDateTime> moments = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            for (int response = 0; response < comparison.models().size(); response++) {
                String model = String.valueOf(comparison.models().get(response));
                // Several pairs of one prompt are told apart behind its id.
                AnswerLine answer = answers.getOrDefault(
                        new Key(comparison.id(), model),
                        answers.get(new Key(comparison.id().replaceAll("#\\d+-\\d+$", ""), model)));
                if (answer != null) {
                    ids.add(comparison.id());
                    responses.add(response);
                    seeds.add(answer.seed());
                    moments.add(answer.at().atOffset(ZoneOffset.UTC));
                }
            }
        }
        database.sql("""
                        insert into answer_origin (comparison_id, response, run_id, seed, answered_at)
                        select c.id, o.response, :run, o.seed, o.at
                        from unnest(:ids::text[], :responses::int[], :seeds::bigint[], :moments::timestamptz[])
                            as o (id, response, seed, at)
                        join comparison c on c.study_id = :study and c.external_id = o.id
                        """)
                .param("run", run.id().value())
                .param("ids", ids.toArray(String[]::new))
                .param("responses", responses.toArray(Integer[]::new))
                .param("seeds", seeds.toArray(Long[]::new))
                .param("moments", moments.stream().map(OffsetDateTime::toString).toArray(String[]::new))
                .param("study", into.value())
                .update();
    }
}
