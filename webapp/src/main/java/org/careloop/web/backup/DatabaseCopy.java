package org.careloop.web.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads the whole database out, table by table, by PostgreSQL's {@code copy}. In one transaction that is repeatable it is one moment. */
@Repository
class DatabaseCopy {
    private final JdbcClient database;
    private final JdbcTemplate connections;

    DatabaseCopy(JdbcClient database, JdbcTemplate connections) {
        this.database = database;
        this.connections = connections;
    }

    /** A table and its columns in their order. */
    record Columns(String table, List<String> names) {}

    /** A run, or a checkpoint, as the database names its folder. */
    record Named(
            UUID id,
            String name,
            String directory,
            @Nullable String sha256) {}

    /** Every table but the list of migrations, which a restore writes itself. */
    List<Columns> tables() {
        return database.sql("""
            select c.relname, array_agg(a.attname::text order by a.attnum) as columns
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
            where c.relnamespace = current_schema()::text::regnamespace and c.relkind = 'r'
              and c.relname <> 'flyway_schema_history'
            group by c.relname order by c.relname\
            """)
                .query((row, n) -> new Columns(row.getString("relname"), List.of((String[])
                        row.getArray("columns").getArray())))
                .list();
    }

    /** Writes the rows of a table; gives their number. */
    long copy(Columns table, OutputStream out) {
        String sql = "copy %s (%s) to stdout".formatted(quoted(table.table()), quoted(table.names()));
        Long rows = connections.execute((ConnectionCallback<Long>) connection -> copied(connection, sql, out));
        return rows == null ? 0 : rows;
    }

    private static long copied(Connection connection, String sql, OutputStream out) throws SQLException {
        try {
            return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql, out);
        } catch (IOException e) {
            throw new BrokenOff(e);
        }
    }

    /** What was read could not be written. */
    static final class BrokenOff extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient IOException why;

        BrokenOff(IOException why) {
            super(why);
            this.why = why;
        }

        IOException why() {
            return why;
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String quoted(List<String> names) {
        return names.stream().map(DatabaseCopy::quoted).collect(Collectors.joining(", "));
    }

    List<Manifest.Sequence> sequences() {
        return database.sql("""
            select sequencename, last_value from pg_sequences where schemaname = current_schema()
            order by sequencename\
            """)
                .query((row, n) ->
                        new Manifest.Sequence(row.getString("sequencename"), row.getObject("last_value", Long.class)))
                .list();
    }

    /** The number of the last migration; 0 where there was none. */
    int schema() {
        boolean migrated = database.sql("select to_regclass('flyway_schema_history') is not null")
                .query(Boolean.class)
                .single();
        return !migrated
                ? 0
                : database.sql("select coalesce(max(version::int), 0) from flyway_schema_history where success")
                        .query(Integer.class)
                        .single();
    }

    /** The first table that holds something, of any schema that a restore would write into. */
    List<String> occupied() {
        return tables().stream()
                .map(Columns::table)
                .filter(table -> database.sql("select exists (select from %s)".formatted(quoted(table)))
                        .query(Boolean.class)
                        .single())
                .limit(1)
                .toList();
    }

    List<Named> runs() {
        return database.sql("select id, number, directory from run order by number")
                .query((row, n) -> new Named(
                        row.getObject("id", UUID.class),
                        "run " + row.getLong("number"),
                        row.getString("directory"),
                        null))
                .list();
    }

    List<Named> models() {
        return database.sql("select id, name, directory, sha256 from checkpoint order by created_at, name")
                .query((row, n) -> new Named(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("directory"),
                        row.getString("sha256")))
                .list();
    }

    /** Studies that were signed. */
    List<UUID> signed() {
        return database.sql("select study_id from study_signature order by signed_at")
                .query((row, n) -> row.getObject("study_id", UUID.class))
                .list();
    }
}
