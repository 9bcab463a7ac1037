package org.careloop.web.audit;

import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads and checks what was recorded. */
@Service
@RolesAllowed("ADMINISTRATOR")
@Transactional(readOnly = true)
public class AuditTrail {
    private final AuditRepository events;

    AuditTrail(AuditRepository events) {
        this.events = events;
    }

    /**
     * What a walk along the whole chain found.
     *
     * @param links how many were read
     * @param firstBroken the number of the first link that does not fit; empty when all do
     */
    public record Verification(long links, Optional<Long> firstBroken) {}

    /** The latest events first. */
    public List<AuditEvent> page(int offset, int limit) {
        return events.page(offset, limit);
    }

    /** Recomputes every hash. A chain cut off at its end is not noticed: keep the last hash elsewhere for that. */
    public Verification verify() {
        Walk walk = new Walk();
        events.forEach(walk::visit);
        return new Verification(walk.links, Optional.ofNullable(walk.firstBroken));
    }

    private static final class Walk {
        private long links;
        private String previous = AuditEvent.BEGINNING;
        private @org.jspecify.annotations.Nullable Long firstBroken;

        void visit(AuditEvent event) {
            links++;
            boolean fits = event.seq() == links && event.previous().equals(previous) && event.isIntact();
            if (!fits && firstBroken == null) {
                firstBroken = event.seq();
            }
            previous = event.hash();
        }
    }
}
