package org.careloop.web.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.careloop.run.Comparison;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The SQL that reads comparisons with the votes that count. The database builds the JSON and streams it by COPY, one
 * row at a time: the heap never holds a study, and a million votes take little longer than their bare columns.
 */
@Repository
class JudgedComparisons {
    private static final Logger LOG = LoggerFactory.getLogger(JudgedComparisons.class);
    private static final byte SEPARATOR = 2;

    // COPY takes no parameters. Texts reach the statement as settings of the transaction, so that no text can end a
    // quotation.
    private static final String SETTINGS = """
            select set_config('careloop.language', :language, true), set_config('careloop.tag', :tag, true),
                   set_config('careloop.annotator', :annotator, true), set_config('careloop.snapshot', :snapshot, true),
                   set_config('TimeZone', 'UTC', true), set_config('work_mem', '64MB', true)""";

    private final JdbcClient database;
    private final JdbcTemplate connections;
    private final FirstRows firstRows;

    JudgedComparisons(JdbcClient database, JdbcTemplate connections, FirstRows firstRows) {
        this.database = database;
        this.connections = connections;
        this.firstRows = firstRows;
    }

    /** Takes rows as they come. */
    interface Sink {
        void take(JudgedRow row) throws IOException;
    }

    /** Every comparison with what counts, as a version of the format writes it, inside the caller's transaction. */
    void forEach(StudyId study, int formatVersion, Sink sink) throws IOException {
        if (formatVersion == Comparison.FORMAT_VERSION) {
            forEach(study, ExportFilter.ALL, first(study, ExportFilter.ALL), sink);
        } else {
            apply(ExportFilter.ALL, "");
            copy(new RowSql(study, ExportFilter.ALL, RowSql.COUNTED).rows(SparseRows.of(formatVersion)), sink);
        }
    }

    /** The positions of the comparisons that first use a field, inside the caller's transaction. */
    List<Long> first(StudyId study, ExportFilter filter) {
        apply(filter, "");
        return firstRows.positions(new RowSql(study, filter, RowSql.COUNTED));
    }

    /**
     * Every comparison that the filter lets through, inside the caller's transaction, in the order of work.
     *
     * @param first the positions of those that stand before the others
     */
    void forEach(StudyId study, ExportFilter filter, List<Long> first, Sink sink) throws IOException {
        apply(filter, "");
        RowSql rows = new RowSql(study, filter, RowSql.COUNTED);
        if (first.isEmpty()) {
            copy(rows.rows("is not null"), sink);
        } else {
            String positions = first.stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
            copy(rows.rows("in " + positions), sink);
            copy(rows.rows("not in " + positions), sink);
        }
    }

    /** Every comparison of a study with the votes that a snapshot holds, in the order of work. */
    void forEach(StudyId study, SnapshotId snapshot, Sink sink) throws IOException {
        apply(ExportFilter.ALL, snapshot.toString());
        copy(new RowSql(study, ExportFilter.ALL, RowSql.FROZEN).rows("is not null"), sink);
    }

    private void copy(String rows, Sink sink) throws IOException {
        // JSON contains no raw control characters, so with two of them as quote and separator COPY has nothing to
        // escape.
        String copy = "copy (%s) to stdout (format csv, quote e'\\x01', delimiter e'\\x02')".formatted(rows);
        IOException failed = connections.execute((ConnectionCallback<@Nullable IOException>) connection -> {
            try {
                copy(connection, copy, sink);
                return null;
            } catch (IOException e) {
                return e;
            }
        });
        if (failed != null) {
            throw failed;
        }
    }

    private static void copy(Connection connection, String sql, Sink sink) throws SQLException, IOException {
        PgConnection database = connection.unwrap(PgConnection.class);
        CopyOut rows = database.getCopyAPI().copyOut(sql);
        boolean taken = false;
        try {
            for (byte[] line = rows.readFromCopy(); line != null; line = rows.readFromCopy()) {
                sink.take(row(line));
            }
            taken = true;
        } finally {
            if (!taken && rows.isActive()) {
                breakOff(database, rows);
            }
        }
    }

    /**
     * Stops the rows and reads what is on its way, so that the next statement on the connection reads its own answer. The driver's
     * own {@code cancelCopy} leaves the end of the answer unread.
     */
    private static void breakOff(PgConnection database, CopyOut rows) throws SQLException {
        try {
            database.cancelQuery();
            while (rows.isActive() && rows.readFromCopy() != null) {
                // Rows that were sent before the database heard of it.
            }
        } catch (SQLException cancelled) {
            LOG.debug("rows broken off", cancelled);
        }
        if (rows.isActive()) {
            // The database did not hear of it. The pool takes no connection back that is closed.
            database.abort(Runnable::run);
        }
    }

    /** The JSON, the separator, the number of votes, a line feed. */
    private static JudgedRow row(byte[] line) {
        int end = line.length - 1;
        while (line[end] != SEPARATOR) {
            end--;
        }
        long votes = Long.parseLong(new String(line, end + 1, line.length - end - 2, StandardCharsets.US_ASCII));
        line[end] = '\n';
        return new JudgedRow(line, end + 1, votes);
    }

    private void apply(ExportFilter filter, String snapshot) {
        database.sql(SETTINGS)
                .param("language", text(filter.language()))
                .param("tag", text(filter.tag()))
                .param("annotator", text(filter.annotator()))
                .param("snapshot", snapshot)
                .query()
                .listOfRows();
    }

    private static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    /**
     * What studies hold that an export leaves out, without the filter.
     *
     * @param comparisons of the studies
     * @param counted votes that count, those on held comparisons among them
     * @param excluded by reason; reasons that apply to nothing are absent
     */
    record Holdings(long comparisons, long counted, Map<SnapshotPlan.ExclusionReason, Long> excluded) {}

    /** The accounts with votes in a study, in the order of the alphabet. */
    List<String> annotators(StudyId study) {
        return database.sql("""
                        select p.login from person p where exists (
                            select from annotator_tally t
                            where t.study_id = :study and t.annotator = p.id and t.purpose = 'VOTE' and t.judgements > 0)
                        order by p.login""")
                .param("study", study.value())
                .query((row, n) -> row.getString("login"))
                .list();
    }

    /** Read from the tallies that the database keeps, so that no judgement is counted one by one. */
    Holdings holdings(List<StudyId> studies) {
        return database.sql("""
                        with t as (
                            select purpose, sum(judgements) as judgements from judgement_tally
                            where study_id = any(:studies) group by purpose),
                        held as (
                            select count(*) as comparisons, coalesce(sum(ct.votes), 0) as votes
                            from comparison c join comparison_tally ct on ct.comparison_id = c.id
                            where c.study_id = any(:studies) and c.held)
                        select (select count(*) from comparison where study_id = any(:studies)) as comparisons,
                               (select coalesce(sum(judgements), 0) from pace_tally
                                where study_id = any(:studies) and revised) as superseded,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'VOTE') as votes,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'GOLD') as gold,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'REPEAT') as repeats,
                               (select coalesce(sum(judgements), 0) from t where purpose = 'PILOT') as pilot,
                               (select coalesce(sum(votes), 0) from exclusion_in_force where study_id = any(:studies)) as out,
                               held.comparisons as held, held.votes as held_votes
                        from held""")
                .param("studies", studies.stream().map(StudyId::value).toArray(UUID[]::new))
                .query((row, n) -> {
                    Map<SnapshotPlan.ExclusionReason, Long> excluded =
                            new EnumMap<>(SnapshotPlan.ExclusionReason.class);
                    excluded.put(SnapshotPlan.ExclusionReason.SUPERSEDED, row.getLong("superseded"));
                    excluded.put(SnapshotPlan.ExclusionReason.GOLD, row.getLong("gold"));
                    excluded.put(SnapshotPlan.ExclusionReason.REPEAT, row.getLong("repeats"));
                    excluded.put(SnapshotPlan.ExclusionReason.PILOT, row.getLong("pilot"));
                    excluded.put(SnapshotPlan.ExclusionReason.ANNOTATOR, row.getLong("out"));
                    excluded.put(SnapshotPlan.ExclusionReason.HELD, row.getLong("held"));
                    excluded.put(SnapshotPlan.ExclusionReason.HELD_VOTES, row.getLong("held_votes"));
                    excluded.values().removeIf(count -> count == 0);
                    return new Holdings(
                            row.getLong("comparisons"), row.getLong("votes") - row.getLong("out"), excluded);
                })
                .single();
    }
}
