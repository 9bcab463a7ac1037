package org.careloop.web.training;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.people.PersonId;
import org.careloop.web.study.StudyId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of runs. */
@Repository
class RunRepository {
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};
    private static final String SELECT = """
            select r.*, s.name as study_name, p.login as created_by_name,
                   b.name as base_name, w.name as reward_name,
                   (n.manifest -> 'counts' ->> 'votes')::bigint as votes
            from run r
            join snapshot n on n.id = r.snapshot_id
            join study s on s.id = r.study_id
            join person p on p.id = r.created_by
            join checkpoint b on b.id = r.from_model
            left join checkpoint w on w.id = r.with_reward
            """;

    private final JdbcClient database;

    RunRepository(JdbcClient database) {
        this.database = database;
    }

    void insert(
            RunId id,
            TrainingRequest request,
            SnapshotId snapshot,
            RunDirectory directory,
            PersonId createdBy,
            Instant now) {
        database.sql("""
                        insert into run (id, study_id, snapshot_id, kind, directory, from_model, with_reward, settings,
                                         created_by, created_at)
                        values (:id, :study, :snapshot, :kind, :directory, :model, :reward, :settings::jsonb, :by, :at)""")
                .param("id", id.value())
                .param("study", request.study().value())
                .param("snapshot", snapshot.value())
                .param("kind", request.kind().label())
                .param("directory", directory.path().toString())
                .param("model", request.base().value())
                .param("reward", request.reward().map(CheckpointId::value).orElse(null))
                .param("settings", Json.MAPPER.writeValueAsString(request.settings()))
                .param("by", createdBy.value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Run> find(RunId id) {
        return database.sql(SELECT + "where r.id = :id")
                .param("id", id.value())
                .query(RunRepository::map)
                .optional();
    }

    /** All runs, the newest first. */
    List<Run> list() {
        return database.sql(SELECT + "order by r.number desc")
                .query(RunRepository::map)
                .list();
    }

    /** Runs whose checkpoint is not registered. */
    List<Run> withoutCheckpoint() {
        return database.sql(SELECT
                        + "where not exists (select 1 from checkpoint c where c.run_id = r.id) order by r.number")
                .query(RunRepository::map)
                .list();
    }

    /** Stores the outcome of a run; false if one is stored already. */
    boolean end(RunId id, String outcome, Instant now) {
        return database.sql(
                                "update run set outcome = :outcome, ended_at = :at where id = :id and outcome is distinct from :outcome")
                        .param("outcome", outcome)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    private static Run map(ResultSet row, int number) throws SQLException {
        return new Run(
                new RunId(row.getObject("id", UUID.class)),
                row.getLong("number"),
                RunKind.parse(row.getString("kind")),
                new StudyId(row.getObject("study_id", UUID.class)),
                row.getString("study_name"),
                row.getLong("votes"),
                new RunDirectory(Path.of(row.getString("directory"))),
                new CheckpointId(row.getObject("from_model", UUID.class)),
                row.getString("base_name"),
                Optional.ofNullable(row.getObject("with_reward", UUID.class)).map(CheckpointId::new),
                Optional.ofNullable(row.getString("reward_name")),
                Json.MAPPER.readValue(row.getString("settings"), SETTINGS),
                row.getString("created_by_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
