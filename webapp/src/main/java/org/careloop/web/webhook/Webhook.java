package org.careloop.web.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.study.StudyId;

/**
 * An address that is told what happens in a study.
 *
 * @param active false once it failed too often, until somebody turns it on again
 */
public record Webhook(UUID id, StudyId study, String url, Set<WebhookEvent> events, boolean active) {

    /**
     * One message to it.
     *
     * @param attempts so far
     * @param answer the last one: a status, or why there was none
     */
    public record Delivery(
            UUID id, String event, Instant createdAt, int attempts, Optional<String> answer, State state) {}

    /** Where a message stands. */
    public enum State {
        WAITING,
        DELIVERED,
        GIVEN_UP
    }
}
