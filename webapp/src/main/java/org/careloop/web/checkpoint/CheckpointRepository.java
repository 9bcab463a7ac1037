package org.careloop.web.checkpoint;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.run.Phrase;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of checkpoints and their lineage. */
@Repository
class CheckpointRepository {
    private static final String SELECT = """
            select c.*, r.study_id from checkpoint c left join run r on r.id = c.run_id
            """;

    private final JdbcClient database;

    CheckpointRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * Stores a checkpoint. Returns false and changes nothing if one of the same run is stored already.
     *
     * @throws BadInput when another checkpoint has the name
     */
    boolean insert(Checkpoint checkpoint) {
        try {
            return database.sql("""
                                    insert into checkpoint (id, name, kind, directory, run_id, sha256, created_at)
                                    values (:id, :name, :kind, :directory, :run, :sha256, :at)
                                    on conflict (run_id) do nothing""")
                            .param("id", checkpoint.id().value())
                            .param("name", checkpoint.name())
                            .param("kind", checkpoint.kind().name())
                            .param("directory", checkpoint.directory().toString())
                            .param("run", checkpoint.run().map(RunId::value).orElse(null))
                            .param("sha256", checkpoint.sha256())
                            .param("at", checkpoint.createdAt().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
        } catch (DuplicateKeyException e) {
            throw new BadInput(
                    Phrase.of(
                            "checkpoint.taken",
                            "a checkpoint \"%s\" exists already; choose another name".formatted(checkpoint.name()),
                            checkpoint.name()),
                    e);
        }
    }

    Optional<Checkpoint> find(CheckpointId id) {
        return database.sql(SELECT + "where c.id = :id")
                .param("id", id.value())
                .query(CheckpointRepository::map)
                .optional();
    }

    Optional<Checkpoint> madeBy(RunId run) {
        return database.sql(SELECT + "where c.run_id = :run")
                .param("run", run.value())
                .query(CheckpointRepository::map)
                .optional();
    }

    Optional<Checkpoint> named(String name) {
        return database.sql(SELECT + "where c.name = :name")
                .param("name", name)
                .query(CheckpointRepository::map)
                .optional();
    }

    List<Checkpoint> list() {
        return database.sql(SELECT + "order by c.created_at desc, c.name")
                .query(CheckpointRepository::map)
                .list();
    }

    Optional<Lineage> lineage(CheckpointId id) {
        return database.sql("""
                        select r.id as run, r.number, r.kind, r.created_at, p.display_name as started_by,
                               s.name as study, n.id as snapshot, n.created_at as frozen_at,
                               v.judgements, v.annotators, v.scripted,
                               b.id as base, b.name as base_name, w.id as reward, w.name as reward_name
                        from checkpoint c
                        join run r on r.id = c.run_id
                        join person p on p.id = r.created_by
                        join study s on s.id = r.study_id
                        join snapshot n on n.id = r.snapshot_id
                        join checkpoint b on b.id = r.from_model
                        left join checkpoint w on w.id = r.with_reward
                        cross join lateral (
                            select count(*) as judgements, count(distinct j.annotator) as annotators,
                                   coalesce(bool_or(j.scripted), false) as scripted
                            from snapshot_judgement sj join judgement j on j.id = sj.judgement_id
                            where sj.snapshot_id = n.id) v
                        where c.id = :id""")
                .param("id", id.value())
                .query(CheckpointRepository::lineage)
                .optional();
    }

    private static Checkpoint map(ResultSet row, int number) throws SQLException {
        return new Checkpoint(
                new CheckpointId(row.getObject("id", UUID.class)),
                row.getString("name"),
                ModelKind.valueOf(row.getString("kind")),
                Path.of(row.getString("directory")),
                Optional.ofNullable(row.getObject("run_id", UUID.class)).map(RunId::new),
                Optional.ofNullable(row.getObject("study_id", UUID.class)).map(StudyId::new),
                row.getString("sha256"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Lineage lineage(ResultSet row, int number) throws SQLException {
        return new Lineage(
                new RunId(row.getObject("run", UUID.class)),
                row.getLong("number"),
                row.getString("kind"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("started_by"),
                row.getString("study"),
                row.getString("snapshot"),
                row.getObject("frozen_at", OffsetDateTime.class).toInstant(),
                row.getLong("judgements"),
                row.getLong("annotators"),
                row.getBoolean("scripted"),
                new Lineage.Ancestor(new CheckpointId(row.getObject("base", UUID.class)), row.getString("base_name")),
                ancestor(row.getObject("reward", UUID.class), row.getString("reward_name")));
    }

    private static Optional<Lineage.Ancestor> ancestor(@Nullable UUID id, String name) {
        return Optional.ofNullable(id).map(known -> new Lineage.Ancestor(new CheckpointId(known), name));
    }
}
