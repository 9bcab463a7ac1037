package org.careloop.web.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.checkpoint.DataFolders;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.SnapshotId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands runs over to the workers. The directory is complete before the database knows of the run, and workers see it last of
 * all: neither can find half of it. Who may ask for a run is for the caller to know.
 */
@Component
public class RunOrders {
    private final RunRepository runs;
    private final DataFolders folders;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    RunOrders(RunRepository runs, DataFolders folders, AuditLog audit, TransactionTemplate transaction, Clock clock) {
        this.runs = runs;
        this.folders = folders;
        this.audit = audit;
        this.transaction = LongWork.in(transaction);
        this.clock = clock;
    }

    /** Writes the data of a run, in the transaction that stores it. */
    public interface Data {
        /** Returns the snapshot of votes that the data are, where they are one. */
        Optional<SnapshotId> write(RunDirectory directory) throws IOException;
    }

    /** Makes {@code run.json} of the stored run. */
    public interface Order {
        RunSpec of(Run run);
    }

    /**
     * Stores a run and hands it over; within a transaction of the caller's the workers hear of it only when that is
     * committed.
     *
     * @param studyName for the audit trail
     */
    public Run give(NewRun wanted, String studyName, Data data, Order order) throws IOException {
        RunId id = RunId.random();
        RunDirectory directory = folders.of(id);
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> store(wanted, studyName, id, directory, data, now));
        Run run = runs.find(id).orElseThrow();
        RunSpec spec = order.of(run).withModels(model -> folders.named(directory, model));
        onceStored(() -> directory.submit(spec, RunStatus.queued(now)));
        return run;
    }

    private void store(NewRun wanted, String studyName, RunId id, RunDirectory directory, Data data, Instant now) {
        try {
            Optional<SnapshotId> snapshot = data.write(directory);
            runs.insert(id, wanted, snapshot, directory, now);
            Map<String, String> detail = new LinkedHashMap<>();
            detail.put("kind", wanted.kind().label());
            detail.put("study", studyName);
            snapshot.ifPresent(frozen -> detail.put("snapshot", frozen.toString()));
            wanted.clonedFrom().ifPresent(origin -> detail.put("cloned from", origin.toString()));
            wanted.answering().ifPresent(answering -> {
                detail.put("prompts", String.valueOf(answering.prompts()));
                answering
                        .models()
                        .forEach(one -> detail.put(
                                "model " + one.model().name(), one.model().source()));
                answering.into().ifPresent(into -> detail.put("into", into.toString()));
            });
            audit.record("run.start", id.toString(), detail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface HandOver {
        void run() throws IOException;
    }

    private static void onceStored(HandOver act) throws IOException {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            act.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                try {
                    act.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
    }
}
