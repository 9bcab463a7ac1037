package org.careloop.web.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The links that a transaction will write just before it commits: chains of annotators by name first, the main chain
 * last. All transactions lock the chains in this order, so that there is no deadlock.
 */
final class PendingLinks implements TransactionSynchronization {
    private final List<Entry> entries = new ArrayList<>();
    private final Consumer<Entry> append;

    private PendingLinks(Consumer<Entry> append) {
        this.append = append;
    }

    /**
     * A link that is to be written.
     *
     * @param anchor whether it records the last link of every chain
     */
    record Entry(String chain, AuditEvent.Act act, boolean anchor) {
        boolean isWork() {
            return !chain.equals(AuditEvent.MAIN);
        }
    }

    /** Those of the running transaction; it will write them by {@code append}. */
    static PendingLinks ofThisTransaction(Consumer<Entry> append) {
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(PendingLinks.class::isInstance)
                .map(PendingLinks.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    PendingLinks fresh = new PendingLinks(append);
                    TransactionSynchronizationManager.registerSynchronization(fresh);
                    return fresh;
                });
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        entries.sort(Comparator.comparing(Entry::isWork)
                .reversed()
                .thenComparing(entry -> entry.isWork() ? entry.chain() : ""));
        entries.forEach(append);
        entries.clear();
    }
}
