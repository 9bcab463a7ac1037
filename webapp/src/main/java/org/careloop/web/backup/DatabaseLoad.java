package org.careloop.web.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;
import org.springframework.stereotype.Repository;

/**
 * Reads a database in again, in one transaction of the role that owns the tables: all of it, or nothing. Its rows are as they were, so
 * nothing is told, counted or refused on the way: triggers rest, and what refers to other tables is checked at the end.
 */
@Repository
class DatabaseLoad {
    private static final String KEYS = """
        select format('alter table %s drop constraint %I', conrelid::regclass, conname) as away,
               format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
        from pg_constraint where contype = 'f' and connamespace = current_schema()::text::regnamespace
        order by conrelid::regclass::text, conname\
        """;

    private static final String TRIGGERED = """
        select distinct format('alter table %s %%s trigger user', tgrelid::regclass) as change
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where not tgisinternal and c.relnamespace = current_schema()::text::regnamespace\
        """;

    /** Hands over the content of each table, in any order. */
    @FunctionalInterface
    interface Rows {
        void each(Sink sink) throws IOException;
    }

    /** Takes the rows of a table. */
    @FunctionalInterface
    interface Sink {
        void take(Manifest.Table table, InputStream content) throws IOException;
    }

    /**
     * Fills empty tables.
     *
     * @param flyway which has brought them to the schema of the backup
     * @return how many rows each table has now
     * @throws BadInput when the tables are others than those of the backup, or a row does not fit
     */
    Map<String, Long> load(Flyway flyway, Manifest manifest, Rows rows) throws IOException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection()) {
            connection.setAutoCommit(false);
            try {
                Map<String, Long> counts = fill(connection, manifest, rows);
                connection.commit();
                return counts;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new BadInput("the database does not take the backup: %s".formatted(firstLine(e)), e);
        }
    }

    private static Map<String, Long> fill(Connection connection, Manifest manifest, Rows rows)
            throws SQLException, IOException {
        execute(connection, "set local idle_in_transaction_session_timeout = 0");
        List<String> away = column(connection, KEYS, "away");
        List<String> back = column(connection, KEYS, "back");
        List<String> triggered = column(connection, TRIGGERED, "change");
        for (String key : away) {
            execute(connection, key);
        }
        for (String table : triggered) {
            execute(connection, table.formatted("disable"));
        }
        rows.each((table, content) -> copy(connection, table, content));
        place(connection, manifest);
        Map<String, Long> counts = new HashMap<>();
        for (Manifest.Table table : manifest.tables()) {
            counts.put(table.name(), count(connection, table.name()));
        }
        for (String table : triggered) {
            execute(connection, table.formatted("enable"));
        }
        for (String key : back) {
            execute(connection, key);
        }
        // Without it the planner would know nothing of the tables in the first minutes.
        for (Manifest.Table table : manifest.tables()) {
            execute(connection, "analyze " + DatabaseCopy.quoted(table.name()));
        }
        return counts;
    }

    private static void copy(Connection connection, Manifest.Table table, InputStream content) throws IOException {
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(
                            "copy %s (%s) from stdin"
                                    .formatted(DatabaseCopy.quoted(table.name()), DatabaseCopy.quoted(table.columns())),
                            content);
        } catch (SQLException e) {
            throw new BadInput("table \"%s\" of the backup does not fit: %s".formatted(table.name(), firstLine(e)), e);
        }
    }

    /** Folders are named from the data directory, wherever they lay before; sequences go on where they were. */
    private static void place(Connection connection, Manifest manifest) throws SQLException {
        try (PreparedStatement run = connection.prepareStatement("update run set directory = ? where id = ?::uuid");
                PreparedStatement model =
                        connection.prepareStatement("update checkpoint set directory = ? where id = ?::uuid");
                PreparedStatement sequence = connection.prepareStatement("select setval(?::regclass, ?)")) {
            for (String id : manifest.runs()) {
                run.setString(1, Artifacts.ofRun(id));
                run.setString(2, id);
                run.executeUpdate();
            }
            for (Manifest.Model one : manifest.models()) {
                if (one.place() != null) {
                    model.setString(1, one.place());
                    model.setString(2, one.id());
                    model.executeUpdate();
                }
            }
            for (Manifest.Sequence one : manifest.sequences()) {
                if (one.last() != null) {
                    sequence.setString(1, DatabaseCopy.quoted(one.name()));
                    sequence.setLong(2, one.last());
                    sequence.execute();
                }
            }
        }
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + DatabaseCopy.quoted(table))) {
            row.next();
            return row.getLong(1);
        }
    }

    private static List<String> column(Connection connection, String sql, String name) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(name));
            }
        }
        return values;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
