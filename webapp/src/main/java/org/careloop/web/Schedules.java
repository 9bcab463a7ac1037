package org.careloop.web;

import java.util.concurrent.TimeUnit;
import org.careloop.web.training.RunWatcher;
import org.careloop.web.webhook.WebhookSender;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What the running application does by itself. Each of these may run on several servers at once. */
@Configuration
@EnableScheduling
class Schedules {
    private final RunWatcher runs;
    private final WebhookSender webhooks;

    Schedules(RunWatcher runs, WebhookSender webhooks) {
        this.runs = runs;
        this.webhooks = webhooks;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void sendWebhooks() {
        webhooks.send();
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void registerResults() {
        runs.look();
    }
}
