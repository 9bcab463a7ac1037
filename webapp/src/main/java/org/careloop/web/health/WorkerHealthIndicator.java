package org.careloop.web.health;

import java.util.Set;
import org.careloop.web.training.RunWatcher;
import org.careloop.web.training.WorkersInSight;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether training workers live. Without one nothing is wrong until a run waits for it. */
@Component
class WorkerHealthIndicator implements HealthIndicator {
    private final WorkersInSight workers;
    private final RunWatcher runs;

    WorkerHealthIndicator(WorkersInSight workers, RunWatcher runs) {
        this.workers = workers;
        this.runs = runs;
    }

    @Override
    public Health health() {
        Set<String> alive = workers.alive();
        Health.Builder health = !alive.isEmpty()
                ? Health.up()
                : runs.queue().waiting() > 0 ? Health.down().withDetail("problem", "runs wait for a worker") : Health.unknown();
        return health.withDetail("alive", alive.size()).build();
    }
}
