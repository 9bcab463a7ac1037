package org.careloop.web.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL of the audit trail. */
@Repository
class AuditRepository {
    // Any number that nothing else in the application locks.
    private static final long LOCK = 0x6361_7265_6c6f_6f70L;

    private final JdbcClient database;

    AuditRepository(JdbcClient database) {
        this.database = database;
    }

    /** Lets one transaction at a time add links, until it ends. */
    void lock() {
        database.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query()
                .listOfRows();
    }

    Optional<AuditEvent> last() {
        return database.sql("select * from audit_event order by seq desc limit 1")
                .query(AuditRepository::event)
                .optional();
    }

    void insert(AuditEvent event) {
        database.sql("""
                        insert into audit_event (seq, at, actor, action, subject, detail, previous, hash)
                        values (:seq, :at, :actor, :action, :subject, :detail::json, :previous, :hash)
                        """)
                .param("seq", event.seq())
                .param("at", event.at().atOffset(ZoneOffset.UTC))
                .param("actor", event.actor())
                .param("action", event.action())
                .param("subject", event.subject())
                .param("detail", event.detail())
                .param("previous", event.previous())
                .param("hash", event.hash())
                .update();
    }

    List<AuditEvent> page(int offset, int limit) {
        return database.sql("select * from audit_event order by seq desc offset :offset limit :limit")
                .param("offset", offset)
                .param("limit", limit)
                .query(AuditRepository::event)
                .list();
    }

    /** Walks the chain from its beginning, a window at a time. */
    void forEach(Consumer<AuditEvent> visitor) {
        long after = 0;
        List<AuditEvent> window;
        do {
            window = database.sql("select * from audit_event where seq > :after order by seq limit 1000")
                    .param("after", after)
                    .query(AuditRepository::event)
                    .list();
            window.forEach(visitor);
            after = window.isEmpty() ? after : window.getLast().seq();
        } while (!window.isEmpty());
    }

    private static AuditEvent event(ResultSet row, int number) throws SQLException {
        return new AuditEvent(
                row.getLong("seq"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"),
                row.getString("previous"),
                row.getString("hash"));
    }
}
