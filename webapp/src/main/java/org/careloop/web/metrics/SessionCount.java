package org.careloop.web.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.util.concurrent.atomic.AtomicInteger;

/** How many browsers have a session on this server, those at the sign-in page among them. */
final class SessionCount implements HttpSessionListener {
    private final AtomicInteger open = new AtomicInteger();

    SessionCount(MeterRegistry registry) {
        Gauge.builder("careloop.sessions", open, AtomicInteger::get)
                .description("Browsers with a session on this server")
                .register(registry);
    }

    @Override
    public void sessionCreated(HttpSessionEvent event) {
        open.incrementAndGet();
    }

    @Override
    public void sessionDestroyed(HttpSessionEvent event) {
        open.decrementAndGet();
    }
}
