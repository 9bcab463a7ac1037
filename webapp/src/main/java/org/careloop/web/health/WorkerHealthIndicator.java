package org.careloop.web.health;

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
        int alive = workers.alive();
        return (alive > 0 ? Health.up() : withoutWorker())
                .withDetail("alive", alive)
                .build();
    }

    private Health.Builder withoutWorker() {
        return runs.queue().waiting() > 0
                ? Health.down().withDetail("problem", "runs wait for a worker")
                : Health.unknown();
    }
}
