package org.careloop.web.retention;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How long each trace is kept after it has served, a day or more.
 *
 * @param idempotencyKeys after the write; the same key then stands for a new write
 * @param webhookDeliveries after the delivery, or after it was given up
 * @param links after they were used or revoked, or have expired
 * @param tokens after they were revoked or have expired
 * @param providerSessions after the session at the provider began
 * @param drafts after somebody last typed
 */
@ConfigurationProperties("careloop.retention")
record RetentionSettings(
        Duration idempotencyKeys,
        Duration webhookDeliveries,
        Duration links,
        Duration tokens,
        Duration providerSessions,
        Duration drafts) {
    private static final Duration LEAST = Duration.ofDays(1);

    RetentionSettings {
        require(Trace.IDEMPOTENCY_KEYS, idempotencyKeys);
        require(Trace.WEBHOOK_DELIVERIES, webhookDeliveries);
        require(Trace.LINKS, links);
        require(Trace.TOKENS, tokens);
        require(Trace.PROVIDER_SESSIONS, providerSessions);
        require(Trace.DRAFTS, drafts);
    }

    private static void require(Trace trace, Duration kept) {
        if (kept.compareTo(LEAST) < 0) {
            throw new IllegalArgumentException(
                    "careloop.retention.%s: given %s, expected a day or more, such as 30d; to keep them for good, 36500d"
                            .formatted(trace.label(), kept));
        }
    }

    Duration of(Trace trace) {
        return switch (trace) {
            case IDEMPOTENCY_KEYS -> idempotencyKeys;
            case WEBHOOK_DELIVERIES -> webhookDeliveries;
            case LINKS -> links;
            case TOKENS -> tokens;
            case PROVIDER_SESSIONS -> providerSessions;
            case DRAFTS -> drafts;
        };
    }
}
