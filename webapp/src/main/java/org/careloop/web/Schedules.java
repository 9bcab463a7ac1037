package org.careloop.web;

import java.util.concurrent.TimeUnit;
import org.careloop.web.training.RunWatcher;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What the running application does by itself. Each of these may run on several servers at once. */
@Configuration
@EnableScheduling
class Schedules {
    private final RunWatcher runs;

    Schedules(RunWatcher runs) {
        this.runs = runs;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void registerResults() {
        runs.look();
    }
}
