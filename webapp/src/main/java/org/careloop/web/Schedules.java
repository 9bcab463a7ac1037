package org.careloop.web;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.careloop.web.database.Outage;
import org.careloop.web.database.ServerWatch;
import org.careloop.web.retention.Retention;
import org.careloop.web.training.RunWatcher;
import org.careloop.web.webhook.WebhookSender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** What the running application does by itself. Each of these may run on several servers at once. */
@Configuration
@EnableScheduling
class Schedules {
    private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

    private final RunWatcher runs;
    private final WebhookSender webhooks;
    private final Retention retention;
    private final ObjectProvider<ServerWatch> embedded;

    /** What waits for the database, so that a long outage is one line in the log and not one every two seconds. */
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();

    Schedules(RunWatcher runs, WebhookSender webhooks, Retention retention, ObjectProvider<ServerWatch> embedded) {
        this.runs = runs;
        this.webhooks = webhooks;
        this.retention = retention;
        this.embedded = embedded;
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void sendWebhooks() {
        unlessOut("sending webhooks", webhooks::send);
    }

    @Scheduled(fixedDelay = 2, timeUnit = TimeUnit.SECONDS)
    void registerResults() {
        unlessOut("looking at runs", runs::look);
    }

    /** Not while others start, and no more often than anybody can notice. */
    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void removeWhatIsOld() {
        unlessOut("removing what is old", retention::sweep);
    }

    /** At a fixed rate, because those with a delay share a thread, and the others wait for the database that this one starts. */
    @Scheduled(fixedRate = 1, timeUnit = TimeUnit.SECONDS)
    void watchTheDatabase() throws InterruptedException {
        ServerWatch watch = embedded.getIfAvailable();
        if (watch != null) {
            watch.look();
        }
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        embedded.ifAvailable(ServerWatch::end);
    }

    private void unlessOut(String what, Runnable act) {
        try {
            act.run();
            if (waiting.remove(what)) {
                LOG.warn("{} goes on: the database answers again", what);
            }
        } catch (RuntimeException e) {
            if (!Outage.isOne(e)) {
                throw e;
            }
            if (waiting.add(what)) {
                LOG.warn("{} waits: the database does not answer", what);
            }
        }
    }
}
