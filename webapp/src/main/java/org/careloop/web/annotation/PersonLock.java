package org.careloop.web.annotation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.web.people.PersonId;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Serialises the transactions of one person, however many windows are open. The lock is held until the transaction
 * ends.
 *
 * <p>It also makes the transaction's statements, those of triggers and foreign keys included, use generic plans by
 * indexes. Planning them anew takes longer than running them, and a cached plan from the time when a table was small
 * would read the whole table from end to end until its statistics are taken again.
 */
@Repository
class PersonLock {
    private static final String BEGIN = """
            select pg_advisory_xact_lock(hashtextextended(:person::text, 0)),
                   set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true);
            """;

    private final NamedParameterJdbcTemplate database;

    PersonLock(NamedParameterJdbcTemplate database) {
        this.database = database;
    }

    /** Takes the lock; waits for the person's other transactions to end. */
    void begin(PersonId person) {
        database.query(BEGIN, Map.of("person", person.value()), row -> {});
    }

    /**
     * Takes the lock and runs a query in the same round trip. The query sees what the transactions that were waited for
     * have committed.
     *
     * @param sql in which {@code :person} is the person
     * @param others values of its other parameters
     */
    <T> List<T> query(PersonId person, String sql, Map<String, ?> others, RowMapper<T> mapper) {
        MapSqlParameterSource values = new MapSqlParameterSource(others).addValue("person", person.value());
        List<T> rows = database.execute(BEGIN + sql, values, both -> {
            both.execute();
            both.getMoreResults();
            try (ResultSet found = both.getResultSet()) {
                return all(found, mapper);
            }
        });
        return List.copyOf(rows);
    }

    private static <T> List<T> all(ResultSet found, RowMapper<T> mapper) throws SQLException {
        List<T> rows = new ArrayList<>();
        while (found.next()) {
            rows.add(mapper.mapRow(found, rows.size()));
        }
        return rows;
    }
}
