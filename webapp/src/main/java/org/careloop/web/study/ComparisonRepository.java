package org.careloop.web.study;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of comparisons, and the making of their slots. */
@Repository
public class ComparisonRepository {
    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    ComparisonRepository(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    /** Reads a prompt as the database keeps it. */
    public static List<Message> prompt(String json) {
        return Json.MAPPER.readValue(json, MESSAGES);
    }

    public Optional<StoredComparison> find(ComparisonId id) {
        return jdbc.sql("select * from comparison where id = ?")
                .param(id.value())
                .query(ComparisonRepository::map)
                .optional();
    }

    /** A page of a study's comparisons in the order of work. */
    public List<StoredComparison> page(StudyId study, long offset, int limit) {
        return jdbc.sql("select * from comparison where study_id = ? order by position offset ? limit ?")
                .params(study.value(), offset, limit)
                .query(ComparisonRepository::map)
                .list();
    }

    public long count(StudyId study) {
        return jdbc.sql("select count(*) from comparison where study_id = ?")
                .param(study.value())
                .query(Long.class)
                .single();
    }

    /** Which of these external ids the study has already. */
    public Set<String> existing(StudyId study, Collection<String> externalIds) {
        return Set.copyOf(jdbc.sql("select external_id from comparison where study_id = ? and external_id = any(?)")
                .param(study.value())
                .param(externalIds.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** The position after the last; asked under {@link StudyRepository#lock}. */
    public long nextPosition(StudyId study) {
        return jdbc.sql("select coalesce(max(position), 0) + 1 from comparison where study_id = ?")
                .param(study.value())
                .query(Long.class)
                .single();
    }

    /** Stores comparisons at consecutive positions, each with its free slots, which wait where a pilot runs. */
    public void insertAll(StudyId study, long firstPosition, List<NewComparison> comparisons, Instant now) {
        long[] position = {firstPosition};
        template.batchUpdate("""
                insert into comparison (id, study_id, external_id, prompt, response_a, response_b, further_responses,
                                        model_a, model_b, further_models, language, specialty, tags, gold, position,
                                        created_at)
                values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)""", comparisons, comparisons.size(), (statement, row) -> {
            statement.setObject(1, row.id().value());
            statement.setObject(2, study.value());
            statement.setString(3, row.externalId());
            statement.setString(4, Json.MAPPER.writeValueAsString(row.prompt()));
            statement.setString(5, row.responses().get(0));
            statement.setString(6, row.responses().get(1));
            statement.setArray(7, texts(statement, row.responses(), 2));
            statement.setString(8, row.models().get(0));
            statement.setString(9, row.models().get(1));
            statement.setArray(10, texts(statement, row.models(), 2));
            statement.setString(11, row.language());
            statement.setString(12, row.specialty());
            statement.setArray(13, texts(statement, row.tags(), 0));
            statement.setString(14, row.gold() == null ? null : Json.MAPPER.writeValueAsString(row.gold()));
            statement.setLong(15, position[0]++);
            statement.setTimestamp(16, Timestamp.from(now));
        });
        insertSlots(comparisons);
    }

    private static Array texts(PreparedStatement statement, List<? extends @Nullable String> texts, int from)
            throws SQLException {
        return statement
                .getConnection()
                .createArrayOf("text", texts.subList(from, texts.size()).toArray());
    }

    private void insertSlots(List<NewComparison> comparisons) {
        jdbc.sql("""
                        insert into slot (comparison_id, ordinal, study_id, position, language, specialty, blocked)
                        select c.id, n, c.study_id, c.position, c.language, c.specialty, study.state = 'PILOT'
                        from unnest(?::uuid[], ?::int[], ?::int[]) as wanted (id, first, free)
                        join comparison c on c.id = wanted.id join study on study.id = c.study_id
                        cross join lateral generate_series(wanted.first, wanted.first + wanted.free - 1) as n""")
                .param(comparisons.stream().map(row -> row.id().value()).toArray(UUID[]::new))
                .param(comparisons.stream().map(NewComparison::firstFree).toArray(Integer[]::new))
                .param(comparisons.stream().map(NewComparison::free).toArray(Integer[]::new))
                .update();
    }

    private static StoredComparison map(ResultSet row, int number) throws SQLException {
        List<String> responses = new ArrayList<>(List.of(row.getString("response_a"), row.getString("response_b")));
        responses.addAll(texts(row, "further_responses"));
        List<@Nullable String> models = new ArrayList<>();
        models.add(row.getString("model_a"));
        models.add(row.getString("model_b"));
        models.addAll(texts(row, "further_models"));
        while (models.size() < responses.size()) {
            models.add(null);
        }
        String gold = row.getString("gold");
        return new StoredComparison(
                new ComparisonId(row.getObject("id", UUID.class)),
                new StudyId(row.getObject("study_id", UUID.class)),
                row.getString("external_id"),
                prompt(row.getString("prompt")),
                List.copyOf(responses),
                Collections.unmodifiableList(models),
                row.getString("language"),
                row.getString("specialty"),
                texts(row, "tags"),
                gold == null ? null : Json.MAPPER.readValue(gold, Gold.class),
                row.getLong("position"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
