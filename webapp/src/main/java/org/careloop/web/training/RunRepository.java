package org.careloop.web.training;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.dataset.SnapshotId;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyPool;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The SQL of runs. */
@Repository
public class RunRepository {
    private static final TypeReference<Map<String, Object>> SETTINGS = new TypeReference<>() {};
    private static final String SELECT = """
        select r.*, %s as pool, p.login as created_by_name,
               coalesce(b.name, m.names) as base_name, w.name as reward_name,
               coalesce((n.manifest -> 'counts' ->> 'votes')::bigint, 0) as votes,
               m.names as answering_names, a.prompts, a.into_study, i.name as into_name, a.comparisons, a.identical,
               a.problem, o.number as origin_number
        from run r
        join person p on p.id = r.created_by
        left join snapshot n on n.id = r.snapshot_id
        left join checkpoint b on b.id = r.from_model
        left join checkpoint w on w.id = r.with_reward
        left join answering a on a.run_id = r.id
        left join run o on o.id = r.cloned_from
        left join study i on i.id = a.into_study
        left join lateral (
            select string_agg(name, ', ' order by place) as names from answering_model where run_id = r.id) m on true
        """.formatted(StudyPool.ofRun("r.id"));

    private final JdbcClient database;
    private final DataFolders folders;

    RunRepository(JdbcClient database, DataFolders folders) {
        this.database = database;
        this.folders = folders;
    }

    void insert(RunId id, NewRun run, Optional<SnapshotId> snapshot, RunDirectory directory, Instant now) {
        database.sql("""
            insert into run (id, study_id, snapshot_id, kind, directory, from_model, with_reward, settings,
                             cloned_from, created_by, created_at)
            values (:id, :study, :snapshot, :kind, :directory, :model, :reward, :settings::jsonb, :origin, :by, :at)\
            """)
                .param("id", id.value())
                .param("study", run.study().value())
                .param("snapshot", snapshot.map(SnapshotId::value).orElse(null), Types.OTHER)
                .param("kind", run.kind().label())
                .param("directory", folders.stored(directory.path()))
                .param("model", run.base().map(CheckpointId::value).orElse(null), Types.OTHER)
                .param("reward", run.reward().map(CheckpointId::value).orElse(null), Types.OTHER)
                .param("settings", Json.MAPPER.writeValueAsString(run.settings()))
                .param("origin", run.clonedFrom().map(RunId::value).orElse(null), Types.OTHER)
                .param("by", run.by().value())
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
        run.answering().ifPresent(answering -> insert(id, answering));
    }

    private void insert(RunId run, NewRun.Answering answering) {
        database.sql("insert into answering (run_id, into_study, prompts) values (:run, :into, :prompts)")
                .param("run", run.value())
                .param("into", answering.into().map(StudyId::value).orElse(null), Types.OTHER)
                .param("prompts", answering.prompts())
                .update();
        for (int place = 0; place < answering.models().size(); place++) {
            NewRun.Answerer one = answering.models().get(place);
            database.sql("""
                insert into answering_model (run_id, place, name, checkpoint_id, server)
                values (:run, :place, :name, :checkpoint, :server)\
                """)
                    .param("run", run.value())
                    .param("place", place)
                    .param("name", one.model().name())
                    .param(
                            "checkpoint",
                            one.checkpoint().map(CheckpointId::value).orElse(null),
                            Types.OTHER)
                    .param(
                            "server",
                            one.checkpoint().isPresent() ? null : one.model().source(),
                            Types.VARCHAR)
                    .update();
        }
    }

    /**
     * Stores that the models of a clone answer what those of its origin were asked. Its pairs become comparisons of no study:
     * those of the origin are there already, under the same ids.
     */
    public void copyAnswering(RunId origin, RunId clone) {
        database.sql("insert into answering (run_id, prompts) select :clone, prompts from answering where run_id ="
                        + " :origin")
                .param("clone", clone.value())
                .param("origin", origin.value())
                .update();
        database.sql("""
            insert into answering_model (run_id, place, name, checkpoint_id, server)
            select :clone, place, name, checkpoint_id, server from answering_model where run_id = :origin\
            """)
                .param("clone", clone.value())
                .param("origin", origin.value())
                .update();
    }

    Optional<Run> find(RunId id) {
        return database.sql(SELECT + "where r.id = :id")
                .param("id", id.value())
                .query(this::map)
                .optional();
    }

    /** The runs of these numbers, in any order. */
    List<Run> numbered(List<Long> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : database.sql(SELECT + "where r.number in (:numbers)")
                        .param("numbers", numbers)
                        .query(this::map)
                        .list();
    }

    /** All runs, the newest first. */
    List<Run> list() {
        return database.sql(SELECT + "order by r.number desc").query(this::map).list();
    }

    /** Runs whose result is not taken in. */
    List<Run> withoutResult() {
        return database.sql(SELECT + """
            where not exists (select from checkpoint c where c.run_id = r.id) and a.taken_at is null
              and not exists (select from exam e where e.run_id = r.id and e.taken_at is not null)
            order by r.number\
            """).query(this::map).list();
    }

    /** Stores the outcome of a run; false if one is stored already. */
    boolean end(RunId id, String outcome, Instant now) {
        return database.sql("update run set outcome = :outcome, ended_at = :at where id = :id and outcome is"
                                + " distinct from :outcome")
                        .param("outcome", outcome)
                        .param("at", now.atOffset(ZoneOffset.UTC))
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** Locks what a run's answers become; false if that is done already. */
    public boolean lockUntaken(RunId run) {
        return database.sql("select taken_at is null from answering where run_id = :run for update")
                .param("run", run.value())
                .query(Boolean.class)
                .single();
    }

    /** Stores what came of a run's answers. */
    public void take(RunId run, AnsweringState.Taken taken, Instant now) {
        database.sql("""
            update answering set taken_at = :at, comparisons = :comparisons, identical = :identical, problem = null
            where run_id = :run\
            """)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .param("comparisons", taken.comparisons())
                .param("identical", taken.identical())
                .param("run", run.value())
                .update();
    }

    /** Stores why a run's answers are not taken in; false if that is known. */
    public boolean refuse(RunId run, Phrase why) {
        return database.sql("""
            update answering set problem = :problem::jsonb
            where run_id = :run and problem is distinct from :problem::jsonb\
            """)
                        .param("problem", Json.MAPPER.writeValueAsString(why))
                        .param("run", run.value())
                        .update()
                == 1;
    }

    private Run map(ResultSet row, int number) throws SQLException {
        return new Run(
                new RunId(row.getObject("id", UUID.class)),
                row.getLong("number"),
                RunKind.parse(row.getString("kind")),
                StudyPool.parse(row.getString("pool")),
                Optional.ofNullable(row.getObject("snapshot_id", UUID.class)).map(SnapshotId::new),
                row.getLong("votes"),
                new RunDirectory(folders.find(row.getString("directory"))),
                Optional.ofNullable(row.getObject("from_model", UUID.class)).map(CheckpointId::new),
                row.getString("base_name"),
                Optional.ofNullable(row.getObject("with_reward", UUID.class)).map(CheckpointId::new),
                Optional.ofNullable(row.getString("reward_name")),
                Json.MAPPER.readValue(row.getString("settings"), SETTINGS),
                answering(row),
                origin(row),
                row.getString("created_by_name"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Optional<Run.Origin> origin(ResultSet row) throws SQLException {
        UUID id = row.getObject("cloned_from", UUID.class);
        return id == null ? Optional.empty() : Optional.of(new Run.Origin(new RunId(id), row.getLong("origin_number")));
    }

    private static Optional<AnsweringState> answering(ResultSet row) throws SQLException {
        String models = row.getString("answering_names");
        if (models == null) {
            return Optional.empty();
        }
        Long comparisons = row.getObject("comparisons", Long.class);
        String problem = row.getString("problem");
        return Optional.of(new AnsweringState(
                models,
                row.getLong("prompts"),
                Optional.ofNullable(row.getObject("into_study", UUID.class)).map(StudyId::new),
                Optional.ofNullable(row.getString("into_name")),
                comparisons == null
                        ? Optional.empty()
                        : Optional.of(new AnsweringState.Taken(comparisons, row.getLong("identical"))),
                problem == null ? Optional.empty() : Optional.of(Json.MAPPER.readValue(problem, Phrase.class))));
    }
}
