package org.careloop.web.health;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Goes on answering for a while after {@code /health/ready} has begun to say no, so that a load balancer sends nobody here when the web
 * server stops taking requests. It stops before everything else. Without a load balancer there is nobody to wait for.
 */
@Component
class NotReadyFirst implements SmartLifecycle {
    private final Duration announced;
    private volatile boolean running;

    NotReadyFirst(@Value("${careloop.shutdown.announce}") Duration announced) {
        this.announced = announced;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            Thread.sleep(announced);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
