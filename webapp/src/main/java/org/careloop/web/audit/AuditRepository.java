package org.careloop.web.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.audit.AuditEvent.Act;
import org.careloop.web.audit.AuditEvent.Head;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the audit trail. */
@Repository
class AuditRepository {
    // First key of the advisory locks; an arbitrary number that nothing else in the application locks by.
    private static final int LOCKS = 0x6361_7265;
    private static final int FETCH = 1000;

    private final JdbcClient database;
    private final NamedParameterJdbcTemplate exchanges;

    AuditRepository(JdbcClient database, NamedParameterJdbcTemplate exchanges) {
        this.database = database;
        this.exchanges = exchanges;
    }

    /**
     * Locks a chain until the transaction ends, so that one transaction at a time adds links.
     *
     * @return the last link; empty if the chain has none
     */
    Optional<Head> lock(String chain) {
        // Two statements in one round trip. The second sees what was committed while the first waited for the lock.
        // The setting makes the planner use the index even for a short trail, because the plan is reused as the trail
        // grows.
        return exchanges.execute("""
            select pg_advisory_xact_lock(:locks, hashtext(:chain)), set_config('enable_seqscan', 'off', true);
            select seq, hash from audit_event where chain = :chain order by seq desc limit 1
            """, Map.of("locks", LOCKS, "chain", chain), both -> {
            both.execute();
            both.getMoreResults();
            try (ResultSet last = both.getResultSet()) {
                return last.next() ? Optional.of(head(last)) : Optional.<Head>empty();
            }
        });
    }

    Optional<Head> head(String chain) {
        return database.sql("select seq, hash from audit_event where chain = :chain order by seq desc limit 1")
                .param("chain", chain)
                .query((row, n) -> head(row))
                .optional();
    }

    boolean holds(String hash) {
        return database.sql("select exists (select from audit_event where chain = 'main' and hash = :hash)")
                .param("hash", hash)
                .query(Boolean.class)
                .single();
    }

    /** The last link of every chain. Takes one index lookup a chain, whatever its length. */
    List<AuditEvent> lasts() {
        return database.sql("""
            with recursive last as (
                (select * from audit_event order by chain desc, seq desc limit 1)
                union all
                select before.* from last cross join lateral (
                    select * from audit_event where chain < last.chain
                    order by chain desc, seq desc limit 1) as before)
            select * from last order by chain\
            """).query((row, n) -> event(row)).list();
    }

    void insert(AuditEvent event) {
        Act act = event.act();
        database.sql("""
            insert into audit_event (chain, seq, at, actor, origin, action, subject, reason, detail, previous, hash)
            values (:chain, :seq, :at, :actor, :origin, :action, :subject, :reason, :detail::json, :previous, :hash)
            """)
                .param("chain", event.chain())
                .param("seq", event.seq())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("actor", act.actor())
                .param("origin", act.origin())
                .param("action", act.action())
                .param("subject", act.subject())
                .param("reason", act.reason())
                .param("detail", act.detail())
                .param("previous", event.previous())
                .param("hash", event.hash())
                .update();
    }

    /** A page of events, the latest first. */
    List<AuditEvent> page(AuditFilter filter, Optional<AuditEvent> after, int limit) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder("true");
        filter.actor().ifPresent(actor -> and(where, "actor = :actor", values, Map.of("actor", actor)));
        filter.action().ifPresent(action -> and(where, "action = :action", values, Map.of("action", action)));
        filter.chain().ifPresent(chain -> and(where, "chain = :chain", values, Map.of("chain", chain)));
        after.ifPresent(last -> and(
                where,
                "(at, chain, seq) < (:last_at, :last_chain, :last_seq)",
                values,
                Map.of(
                        "last_at", last.at().atOffset(ZoneOffset.UTC),
                        "last_chain", last.chain(),
                        "last_seq", last.seq())));
        return database.sql("select * from audit_event where %s order by at desc, chain desc, seq desc limit :limit"
                        .formatted(where))
                .params(values)
                .param("limit", limit)
                .query((row, n) -> event(row))
                .list();
    }

    /** The first events of one subject, in their order. */
    List<AuditEvent> about(String subject, int limit) {
        return database.sql("""
            select * from audit_event where subject = :subject order by at, chain, seq limit :limit\
            """)
                .param("subject", subject)
                .param("limit", limit)
                .query((row, n) -> event(row))
                .list();
    }

    private static void and(StringBuilder where, String condition, Map<String, Object> values, Map<String, ?> given) {
        where.append(" and ").append(condition);
        values.putAll(given);
    }

    /** The distinct values of an indexed column in ascending order. Takes one index lookup a value. */
    private List<String> distinct(String column) {
        return database.sql("""
            with recursive found (value) as (
                (select min(%1$s) from audit_event)
                union all
                select (select min(%1$s) from audit_event where %1$s > found.value)
                from found where found.value is not null)
            select value from found where value is not null\
            """.formatted(column))
                .query((row, n) -> row.getString(1))
                .list();
    }

    List<String> actions() {
        return distinct("action");
    }

    List<String> actors() {
        return distinct("actor");
    }

    /**
     * Passes every event of the main chain, or of all other chains, to the visitor in order. Needs a transaction, so
     * that rows are fetched in portions.
     */
    void forEach(boolean main, Visitor visitor) {
        database.sql("""
            select a.*, e.sha256 as erased from audit_event a left join lateral (
                select sha256 from erased_link e where e.chain = a.chain and e.seq = a.seq
                order by deletion desc limit 1) as e on true
            where a.chain %s 'main' order by a.chain, a.seq\
            """.formatted(main ? "=" : "<>")).withFetchSize(FETCH).query(row -> {
            visitor.visit(event(row), Optional.ofNullable(row.getString("erased")));
        });
    }

    /** Takes links one by one. */
    interface Visitor {
        /**
         * The next one.
         *
         * @param erased SHA-256 of the content after names were taken out of it; empty where none was
         */
        void visit(AuditEvent event, Optional<String> erased);
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getLong("seq"), row.getString("hash"));
    }

    static AuditEvent event(ResultSet row) throws SQLException {
        return new AuditEvent(
                row.getString("chain"),
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Act(
                        row.getString("actor"),
                        row.getString("origin"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason"),
                        row.getString("detail")),
                row.getString("previous"),
                row.getString("hash"));
    }
}
