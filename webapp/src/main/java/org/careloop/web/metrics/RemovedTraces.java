package org.careloop.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.careloop.web.retention.Retention;
import org.careloop.web.retention.Trace;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Traces that this server removed because of their age. */
@Component
@Conditional(WhereTokenIsSet.class)
class RemovedTraces {
    private final Map<Trace, Counter> removed = new EnumMap<>(Trace.class);

    RemovedTraces(MeterRegistry registry) {
        for (Trace trace : Trace.values()) {
            removed.put(
                    trace,
                    Counter.builder("careloop.retention.removed")
                            .description("Rows that were removed because of their age")
                            .tag("trace", trace.label())
                            .register(registry));
        }
    }

    @EventListener
    void count(Retention.Removed event) {
        Objects.requireNonNull(removed.get(event.trace())).increment(event.rows());
    }
}
