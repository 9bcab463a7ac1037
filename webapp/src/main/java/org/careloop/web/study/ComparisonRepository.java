package org.careloop.web.study;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
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
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of comparisons. */
@Repository
public class ComparisonRepository {
    private static final TypeReference<List<Message>> MESSAGES = new TypeReference<>() {};

    private final JdbcClient database;
    private final NamedParameterJdbcTemplate batches;
    private final SlotWriter slots;

    ComparisonRepository(JdbcClient database, NamedParameterJdbcTemplate batches, SlotWriter slots) {
        this.database = database;
        this.batches = batches;
        this.slots = slots;
    }

    /** Reads a prompt from the JSON of the database. */
    public static List<Message> prompt(String json) {
        return Json.MAPPER.readValue(json, MESSAGES);
    }

    public Optional<StoredComparison> find(ComparisonId id) {
        return database.sql("select * from comparison where id = :id")
                .param("id", id.value())
                .query(ComparisonRepository::map)
                .optional();
    }

    /** A page of a study's comparisons in the order of work. */
    public List<StoredComparison> page(StudyId study, long offset, int limit) {
        return database.sql(
                        "select * from comparison where study_id = :study order by position offset :offset limit :limit")
                .param("study", study.value())
                .param("offset", offset)
                .param("limit", limit)
                .query(ComparisonRepository::map)
                .list();
    }

    public long count(StudyId study) {
        return database.sql("select count(*) from comparison where study_id = :study")
                .param("study", study.value())
                .query(Long.class)
                .single();
    }

    /** Those of the external ids that the study has already. */
    public Set<String> existing(StudyId study, Collection<String> externalIds) {
        return Set.copyOf(
                database.sql("select external_id from comparison where study_id = :study and external_id = any(:ids)")
                        .param("study", study.value())
                        .param("ids", externalIds.toArray(String[]::new))
                        .query(String.class)
                        .list());
    }

    /** The position behind the last one. Call it under {@link StudyRepository#lock}. */
    public long nextPosition(StudyId study) {
        return database.sql("select coalesce(max(position), 0) + 1 from comparison where study_id = :study")
                .param("study", study.value())
                .query(Long.class)
                .single();
    }

    /** Stores comparisons at consecutive positions, each with its free slots; during a pilot these are blocked. */
    public void insertAll(StudyId study, long firstPosition, List<NewComparison> comparisons, Instant now) {
        List<SqlParameterSource> rows = new ArrayList<>();
        for (NewComparison comparison : comparisons) {
            rows.add(row(study, firstPosition + rows.size(), comparison, now));
        }
        batches.batchUpdate("""
                insert into comparison (id, study_id, external_id, prompt, response_a, response_b, further_responses,
                                        model_a, model_b, further_models, language, specialty, tags, gold, position,
                                        identical, created_at)
                values (:id, :study, :external_id, :prompt::jsonb, :response_a, :response_b, :further_responses,
                        :model_a, :model_b, :further_models, :language, :specialty, :tags, :gold::jsonb, :position,
                        :identical, :at)
                """, rows.toArray(SqlParameterSource[]::new));
        slots.addFree(comparisons);
    }

    private static SqlParameterSource row(StudyId study, long position, NewComparison comparison, Instant now) {
        Gold gold = comparison.gold();
        // Nulls have a type here. Without it the driver prepares the statement again whenever the types of a row
        // change.
        return new MapSqlParameterSource()
                .addValue("id", comparison.id().value())
                .addValue("study", study.value())
                .addValue("external_id", comparison.externalId())
                .addValue("prompt", Json.MAPPER.writeValueAsString(comparison.prompt()))
                .addValue("response_a", comparison.responses().get(0))
                .addValue("response_b", second(comparison.responses()), Types.VARCHAR)
                .addValue("further_responses", behindTwo(comparison.responses()))
                .addValue("model_a", comparison.models().get(0), Types.VARCHAR)
                .addValue("model_b", second(comparison.models()), Types.VARCHAR)
                .addValue("further_models", behindTwo(comparison.models()))
                .addValue("language", comparison.language(), Types.VARCHAR)
                .addValue("specialty", comparison.specialty(), Types.VARCHAR)
                .addValue("tags", comparison.tags().toArray(String[]::new))
                .addValue("gold", gold == null ? null : Json.MAPPER.writeValueAsString(gold), Types.VARCHAR)
                .addValue("position", position)
                .addValue("identical", comparison.isIdentical())
                .addValue("at", now.atOffset(ZoneOffset.UTC));
    }

    /** Null for a text that is rated. */
    private static @Nullable String second(List<? extends @Nullable String> texts) {
        return texts.size() < 2 ? null : texts.get(1);
    }

    private static @Nullable String[] behindTwo(List<? extends @Nullable String> texts) {
        return texts.stream().skip(2).toArray(String[]::new);
    }

    private static StoredComparison map(ResultSet row, int number) throws SQLException {
        List<String> responses = new ArrayList<>(List.of(row.getString("response_a")));
        List<@Nullable String> models = new ArrayList<>();
        models.add(row.getString("model_a"));
        String second = row.getString("response_b");
        if (second != null) {
            responses.add(second);
            models.add(row.getString("model_b"));
        }
        responses.addAll(texts(row, "further_responses"));
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
