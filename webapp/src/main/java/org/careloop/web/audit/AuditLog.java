package org.careloop.web.audit;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditEvent.Act;
import org.careloop.web.audit.AuditEvent.Head;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Records what was done. The record is part of the caller's transaction: both are stored, or neither.
 *
 * <p>Only one transaction at a time can add links to a chain, because it locks the chain until it ends. Links are
 * therefore written last, just before the commit: the lock is held briefly and no other lock is waited for meanwhile.
 * Each annotator has a chain of their own, so that judgements of different people do not wait for each other.
 *
 * <p>The caller's transaction must not be {@code REPEATABLE_READ} or stricter: it would not see links that were
 * committed while it waited for the lock.
 */
@Component
public class AuditLog {
    static final String CHAIN_OPEN = "chain.open";
    static final String HEADS = "heads";

    private final AuditRepository events;
    private final TransactionTemplate transaction;
    private final Actor actor;
    private final Clock clock;

    AuditLog(AuditRepository events, TransactionTemplate transaction, Actor actor, Clock clock) {
        this.events = events;
        this.transaction = transaction;
        this.actor = actor;
        this.clock = clock;
    }

    /** The name of the chain that holds one person's work. */
    public static String chainOf(UUID person) {
        return "person:" + person;
    }

    /**
     * Records one act of the signed-in person, or of the system when nobody is signed in, in the main chain.
     *
     * @param action a word with a dot, such as {@code study.import}
     * @param subject what it was done to, as a person would name it
     * @param detail any value that can be written as JSON
     */
    public void record(String action, String subject, Map<String, ?> detail) {
        record(action, subject, "", detail);
    }

    /** The same, with the reason that the person gave. */
    public void record(String action, String subject, String reason, Map<String, ?> detail) {
        add(entry(AuditEvent.MAIN, action, subject, reason, detail, false));
    }

    /**
     * Records an act in the main chain together with the last link of every chain. A check finds later when links up to
     * there were removed.
     */
    public void anchor(String action, String subject, String reason, Map<String, ?> detail) {
        add(entry(AuditEvent.MAIN, action, subject, reason, detail, true));
    }

    /** Records an act in a chain of its own, which is opened in the main chain when it is new. */
    public void recordWork(String chain, String action, String subject, String reason, Map<String, ?> detail) {
        add(entry(chain, action, subject, reason, detail, false));
    }

    /** The hash of the main chain's last link, as far as this transaction sees. */
    public String head() {
        return events.head(AuditEvent.MAIN).map(Head::hash).orElse(AuditEvent.BEGINNING);
    }

    /** Whether the main chain has a link with this hash. */
    public boolean holds(String hash) {
        return events.holds(hash);
    }

    private PendingLinks.Entry entry(
            String chain, String action, String subject, String reason, Map<String, ?> detail, boolean anchor) {
        String json = Json.MAPPER.writeValueAsString(detail);
        return new PendingLinks.Entry(
                chain, new Act(actor.name(), actor.origin(), action, subject, reason, json), anchor);
    }

    private void add(PendingLinks.Entry entry) {
        if (TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            PendingLinks.ofThisTransaction(this::append).add(entry);
        } else {
            transaction.executeWithoutResult(status -> append(entry));
        }
    }

    private void append(PendingLinks.Entry entry) {
        Act act = entry.act();
        Optional<Head> last = events.lock(entry.chain());
        if (entry.chain().equals(AuditEvent.MAIN)) {
            Act stored = entry.anchor() ? withHeads(act) : act;
            insert(AuditEvent.MAIN, last.orElse(new Head(0, AuditEvent.BEGINNING)), stored);
        } else {
            insert(entry.chain(), last.orElseGet(() -> open(entry.chain(), act)), act);
        }
    }

    /** The beginning of a new chain: number 0 with the hash of the link that opens it. */
    private Head open(String chain, Act first) {
        Head last = events.lock(AuditEvent.MAIN).orElse(new Head(0, AuditEvent.BEGINNING));
        Act opening = new Act(first.actor(), first.origin(), CHAIN_OPEN, chain, "", "{}");
        return new Head(0, insert(AuditEvent.MAIN, last, opening).hash());
    }

    private Act withHeads(Act act) {
        Map<String, Object> detail = new LinkedHashMap<>(Json.MAPPER.readValue(act.detail(), Map.class));
        Map<String, Head> heads = new LinkedHashMap<>();
        events.lasts().stream().filter(last -> !last.isMain()).forEach(last -> heads.put(last.chain(), last.asHead()));
        detail.put(HEADS, heads);
        return new Act(
                act.actor(),
                act.origin(),
                act.action(),
                act.subject(),
                act.reason(),
                Json.MAPPER.writeValueAsString(detail));
    }

    private AuditEvent insert(String chain, Head last, Act act) {
        AuditEvent link = AuditEvent.link(chain, last, clock.instant().truncatedTo(ChronoUnit.MICROS), act);
        events.insert(link);
        return link;
    }
}
