package org.careloop.web.checkpoint;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.run.ModelKind;
import org.careloop.run.Phrase;
import org.careloop.web.study.StudyPool;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of checkpoints and of what their files hash to. */
@Repository
class CheckpointRepository {
    private static final String SELECT = """
        select c.*, %s as pool, s.state from checkpoint c left join model_standing s on s.checkpoint_id = c.id
        """.formatted(StudyPool.ofRun("c.run_id"));

    private final JdbcClient database;
    private final DataFolders folders;

    CheckpointRepository(JdbcClient database, DataFolders folders) {
        this.database = database;
        this.folders = folders;
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
                on conflict (run_id) do nothing\
                """)
                            .param("id", checkpoint.id().value())
                            .param("name", checkpoint.name())
                            .param("kind", checkpoint.kind().name())
                            .param("directory", folders.stored(checkpoint.directory()))
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
                .query(this::map)
                .optional();
    }

    Optional<Checkpoint> madeBy(RunId run) {
        return database.sql(SELECT + "where c.run_id = :run")
                .param("run", run.value())
                .query(this::map)
                .optional();
    }

    Optional<Checkpoint> named(String name) {
        return database.sql(SELECT + "where c.name = :name")
                .param("name", name)
                .query(this::map)
                .optional();
    }

    List<Checkpoint> list() {
        return database.sql(SELECT + "order by c.created_at desc, c.name")
                .query(this::map)
                .list();
    }

    /** The hashes of a checkpoint's files, by the files as they were. */
    Map<FileHashes.Stored, String> hashes(CheckpointId id) {
        Map<FileHashes.Stored, String> hashes = new HashMap<>();
        database.sql("select name, bytes, modified, sha256 from checkpoint_file where checkpoint_id = :id")
                .param("id", id.value())
                .query(row -> {
                    FileHashes.Stored file = new FileHashes.Stored(
                            id,
                            row.getString("name"),
                            row.getLong("bytes"),
                            row.getObject("modified", OffsetDateTime.class).toInstant());
                    hashes.put(file, row.getString("sha256"));
                });
        return hashes;
    }

    /** Keeps the hash of a file in place of an earlier one. */
    void keep(FileHashes.Stored file, String sha256) {
        database.sql("""
            insert into checkpoint_file (checkpoint_id, name, bytes, modified, sha256)
            values (:id, :name, :bytes, :modified, :sha256)
            on conflict (checkpoint_id, name)
            do update set bytes = :bytes, modified = :modified, sha256 = :sha256\
            """)
                .param("id", file.checkpoint().value())
                .param("name", file.name())
                .param("bytes", file.bytes())
                .param("modified", file.modified().atOffset(ZoneOffset.UTC))
                .param("sha256", sha256)
                .update();
    }

    private Checkpoint map(ResultSet row, int number) throws SQLException {
        return new Checkpoint(
                new CheckpointId(row.getObject("id", UUID.class)),
                row.getString("name"),
                ModelKind.valueOf(row.getString("kind")),
                folders.find(row.getString("directory")),
                Optional.ofNullable(row.getObject("run_id", UUID.class)).map(RunId::new),
                Optional.ofNullable(row.getString("pool")).map(StudyPool::parse),
                row.getString("sha256"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getString("state")).map(ModelState::valueOf));
    }
}
