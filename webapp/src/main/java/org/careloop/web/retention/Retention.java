package org.careloop.web.retention;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.careloop.web.audit.AuditLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Removes traces that are older than their settings say, and says what it removed in the log, the trail and the figures. */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Few enough that nobody waits for them. */
    private static final int AT_ONCE = 1000;

    private final RetentionRepository traces;
    private final RetentionSettings settings;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Retention(
            RetentionRepository traces,
            RetentionSettings settings,
            TransactionTemplate transaction,
            AuditLog audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.traces = traces;
        this.settings = settings;
        this.transaction = transaction;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Event: so many rows of a trace were removed. */
    public record Removed(Trace trace, int rows) {}

    /** Removes everything that is old now, a part in a transaction. */
    public void sweep() {
        Map<Trace, Integer> removed = new EnumMap<>(Trace.class);
        for (Trace trace : Trace.values()) {
            Instant before = clock.instant().minus(settings.of(trace));
            int rows;
            do {
                rows = remove(trace, before);
                if (rows > 0) {
                    removed.merge(trace, rows, Integer::sum);
                    events.publishEvent(new Removed(trace, rows));
                }
            } while (rows == AT_ONCE);
        }
        if (!removed.isEmpty()) {
            LOG.info(
                    "removed because of their age: {}",
                    removed.entrySet().stream()
                            .map(each -> "%d %s"
                                    .formatted(each.getValue(), each.getKey().label()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private int remove(Trace trace, Instant before) {
        Integer rows = transaction.execute(status -> {
            int gone = traces.remove(trace, before, AT_ONCE);
            if (gone > 0) {
                audit.record(
                        "retention.remove",
                        trace.label(),
                        new TreeMap<>(Map.of("rows", gone, "before", before.toString())));
            }
            return gone;
        });
        return rows == null ? 0 : rows;
    }
}
