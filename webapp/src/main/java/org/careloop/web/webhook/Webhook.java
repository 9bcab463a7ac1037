package org.careloop.web.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.careloop.web.study.StudyId;

/**
 * An address that receives messages about the events of a study.
 *
 * @param active false after too many failures, until a person turns it on again
 */
public record Webhook(UUID id, StudyId study, String url, Set<WebhookEvent> events, boolean active) {

    /**
     * A message to the address.
     *
     * @param attempts so far
     * @param answer the last one: a status, or why there was none
     */
    public record Delivery(
            UUID id, String event, Instant createdAt, int attempts, Optional<String> answer, State state) {}

    /** The state of a message. */
    public enum State {
        WAITING,
        DELIVERED,
        GIVEN_UP
    }
}
