package org.careloop.web.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Json;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what was done. The record is part of the caller's transaction: both are stored, or neither.
 *
 * <p>Links are added one transaction at a time. So that this lock is held briefly and never while waiting for another, the
 * link is written as the last thing before the commit.
 */
@Component
public class AuditLog {
    private static final String SYSTEM = "system";

    private final AuditRepository events;
    private final TransactionTemplate transaction;
    private final SecurityContextHolderStrategy security;
    private final Clock clock;

    AuditLog(
            AuditRepository events,
            TransactionTemplate transaction,
            SecurityContextHolderStrategy security,
            Clock clock) {
        this.events = events;
        this.transaction = transaction;
        this.security = security;
        this.clock = clock;
    }

    /**
     * Records one act of the signed-in person, or of the system when nobody is signed in.
     *
     * @param action a word with a dot, such as {@code study.import}
     * @param subject what it was done to, as a person would name it
     * @param detail anything JSON can say
     */
    public void record(String action, String subject, Map<String, ?> detail) {
        String actor = actor();
        String json = Json.MAPPER.writeValueAsString(detail);
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    append(actor, action, subject, json);
                }
            });
        } else {
            transaction.executeWithoutResult(status -> append(actor, action, subject, json));
        }
    }

    private void append(String actor, String action, String subject, String detail) {
        events.lock();
        Optional<AuditEvent> last = events.last();
        events.insert(AuditEvent.link(
                last.map(AuditEvent::seq).orElse(0L) + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                subject,
                detail,
                last.map(AuditEvent::hash).orElse(AuditEvent.BEGINNING)));
    }

    private String actor() {
        Authentication authentication = security.getContext().getAuthentication();
        return authentication == null || !authentication.isAuthenticated() ? SYSTEM : authentication.getName();
    }
}
