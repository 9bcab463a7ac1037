package org.careloop.web.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that removes what is old. */
@Repository
class RetentionRepository {
    private final JdbcClient database;

    RetentionRepository(JdbcClient database) {
        this.database = database;
    }

    /**
     * Removes some of what ended before a moment; what another server removes at this time is left to it.
     *
     * @return how many rows
     */
    int remove(Trace trace, Instant before, int most) {
        return database.sql("""
            delete from %1$s where ctid in (
                select ctid from %1$s where %2$s limit :most for update skip locked)\
            """.formatted(table(trace), isOld(trace)))
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    private static String table(Trace trace) {
        return switch (trace) {
            case IDEMPOTENCY_KEYS -> "api_write";
            case WEBHOOK_DELIVERIES -> "webhook_delivery";
            case LINKS -> "invitation";
            case TOKENS -> "api_token";
            case PROVIDER_SESSIONS -> "provider_session";
            case DRAFTS -> "draft";
        };
    }

    private static String isOld(Trace trace) {
        return switch (trace) {
            case IDEMPOTENCY_KEYS -> "created_at < :before";
            case WEBHOOK_DELIVERIES -> """
                (delivered_at is not null or given_up_at is not null)
                and coalesce(delivered_at, given_up_at) < :before\
                """;
            case LINKS -> "coalesce(used_at, revoked_at, expires_at) < :before";
            case TOKENS -> "least(revoked_at, expires_at) < :before";
            case PROVIDER_SESSIONS -> "began_at < :before";
            case DRAFTS -> """
                updated_at < :before and comparison_id in (
                    select c.id from comparison c join study s on s.id = c.study_id and s.state = 'FROZEN')\
                """;
        };
    }
}
