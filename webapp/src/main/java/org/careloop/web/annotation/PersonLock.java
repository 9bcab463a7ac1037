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
 * Lets a person do one thing at a time, however many windows are open, until the transaction ends.
 *
 * <p>What the transaction does is then planned once for each connection, the statements of triggers and foreign keys with it,
 * and goes by indexes: to plan it anew takes longer than to do it, and a plan that was made while a table was small
 * would go on reading all of the table as it grows, until its statistics are taken next.
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

    /** Waits for the person's other acts. */
    void begin(PersonId person) {
        database.query(BEGIN, Map.of("person", person.value()), row -> {});
    }

    /**
     * Waits likewise, and asks for rows in the same exchange; they are as the acts that were waited for left them.
     *
     * @param sql in which {@code :person} stands for the person
     * @param others what its other names stand for
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
