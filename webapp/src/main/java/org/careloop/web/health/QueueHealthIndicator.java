package org.careloop.web.health;

import org.careloop.web.training.RunWatcher;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** How many training runs wait and are in work, as they were looked through last. */
@Component
class QueueHealthIndicator implements HealthIndicator {
    private final RunWatcher runs;

    QueueHealthIndicator(RunWatcher runs) {
        this.runs = runs;
    }

    @Override
    public Health health() {
        RunWatcher.Queue queue = runs.queue();
        return Health.up()
                .withDetail("waiting", queue.waiting())
                .withDetail("inWork", queue.inWork())
                .withDetail("asOf", queue.asOf())
                .build();
    }
}
