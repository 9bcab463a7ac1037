package org.careloop.web.audit;

import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads and verifies the audit trail. */
@Service
@RolesAllowed(Role.Names.ADMINISTRATOR)
@Transactional(readOnly = true)
public class AuditTrail {
    private final AuditRepository events;
    private final ErasureRepository erasures;

    AuditTrail(AuditRepository events, ErasureRepository erasures) {
        this.events = events;
        this.erasures = erasures;
    }

    /**
     * The latest events first.
     *
     * @param after the last one that is known already; empty for the beginning
     */
    public List<AuditEvent> page(AuditFilter filter, Optional<AuditEvent> after, int limit) {
        return events.page(filter, after, limit);
    }

    /** The first events of one subject, in their order. The caller must have checked that the person may know of it. */
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    public List<AuditEvent> about(String subject, int limit) {
        return events.about(subject, limit);
    }

    /** The last link of every chain, in the order of their names. */
    public List<AuditEvent> lasts() {
        return events.lasts();
    }

    /** Every action that occurs, in alphabetical order. */
    public List<String> actions() {
        return events.actions();
    }

    /** Everybody who did something, in alphabetical order. */
    public List<String> actors() {
        return events.actors();
    }

    /** Whether the main chain has a link with this hash, for a check against a hash that was kept elsewhere. */
    public boolean holds(String hash) {
        return events.holds(hash);
    }

    /**
     * Recomputes every hash of every chain. Links removed from the end of a chain are noticed when the main chain has
     * recorded a later one. A link that the name of a deleted person was taken out of has the content that the act of the
     * deletion recorded. The end of the main chain itself can only be checked against a hash kept elsewhere: exports
     * and signatures contain it.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ, timeout = LongWork.SECONDS)
    public Verification verify() {
        ChainWalk walk = new ChainWalk(erasures.digests());
        events.forEach(true, walk::visit);
        events.forEach(false, walk::visit);
        return walk.finish();
    }
}
