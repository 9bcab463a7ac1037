package org.careloop.web.training;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.checkpoint.RunId;
import org.careloop.web.database.LongWork;
import org.careloop.web.database.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes how every run ended, and registers what it made. Doing it twice, or on two servers, changes nothing. A failed run
 * that somebody mends by hand is taken in when it has ended again.
 */
@Component
public class RunWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatcher.class);

    private final RunRepository runs;
    private final List<RunResults> results;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    /** What was logged last of a run whose result cannot be taken in: the next look finds the same. */
    private final Map<RunId, String> said = new ConcurrentHashMap<>();

    private volatile Queue queue;

    RunWatcher(
            RunRepository runs,
            List<RunResults> results,
            AuditLog audit,
            TransactionTemplate transaction,
            Clock clock) {
        this.runs = runs;
        this.results = List.copyOf(results);
        this.audit = audit;
        this.transaction = LongWork.in(transaction);
        this.clock = clock;
        this.queue = new Queue(0, 0, clock.instant());
    }

    /**
     * Runs that are not over.
     *
     * @param asOf when they were counted
     */
    public record Queue(long waiting, long inWork, Instant asOf) {}

    /** As they stood when they were looked at last. */
    public Queue queue() {
        return queue;
    }

    /** Looks at every run without a registered result once. One that cannot be looked at keeps no other from it. */
    public void look() {
        long waiting = 0;
        long inWork = 0;
        for (Run run : runs.withoutResult()) {
            Optional<Phase> phase = RunFiles.status(run.directory()).map(RunStatus::phase);
            waiting += phase.filter(Phase.QUEUED::equals).isPresent() ? 1 : 0;
            inWork +=
                    phase.filter(each -> each != Phase.QUEUED && !each.isOver()).isPresent() ? 1 : 0;
            phase.filter(Phase::isOver).ifPresent(over -> end(run, over));
        }
        queue = new Queue(waiting, inWork, clock.instant());
    }

    private void end(Run run, Phase phase) {
        try {
            transaction.executeWithoutResult(status -> {
                of(run).forEach(results -> results.take(run, phase));
                note(run, phase);
            });
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            // The next look tries again; a directory that somebody mends by hand is then taken in.
            String why = String.valueOf(e.getMessage());
            if (!why.equals(said.put(run.id(), why))) {
                LOG.warn("the result of run {} cannot be registered: {}", run.number(), why);
            }
            refuse(run, Failure.words(e));
        }
    }

    private void refuse(Run run, Phrase why) {
        try {
            transaction.executeWithoutResult(status -> of(run).forEach(results -> results.refused(run, why)));
        } catch (RuntimeException e) {
            if (Outage.isOne(e)) {
                throw e;
            }
            LOG.warn("run {}: why its result was refused cannot be stored either", run.number(), e);
        }
    }

    private Stream<RunResults> of(Run run) {
        return results.stream().filter(one -> one.isOf(run.kind()));
    }

    private void note(Run run, Phase phase) {
        if (runs.end(run.id(), phase.name(), clock.instant())) {
            audit.record("run.end", run.id().toString(), Map.of("outcome", phase.name(), "number", run.number()));
        }
    }
}
