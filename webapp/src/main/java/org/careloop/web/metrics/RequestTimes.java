package org.careloop.web.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * How long requests take, by what was asked for. An address is told as its template, so that no id and no name of anybody is a label, and
 * strangers' addresses make no new ones.
 */
final class RequestTimes extends OncePerRequestFilter {
    private static final String NAME = "careloop.requests";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** What the client of a page asks for, by its parameter {@code v-r}. */
    private static final Set<String> OF_PAGES = Set.of("uidl", "init", "heartbeat", "push", "stream");

    private final MeterRegistry registry;

    RequestTimes(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long began = System.nanoTime();
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            Timer.builder(NAME)
                    .description("Time until a request was answered")
                    .tag("route", route(request, status))
                    .tag("method", METHODS.contains(request.getMethod()) ? request.getMethod() : "other")
                    .tag("status", String.valueOf(status))
                    .serviceLevelObjectives(BUCKETS)
                    .register(registry)
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
        }
    }

    /** One of a bounded number of names. */
    static String route(HttpServletRequest request, int status) {
        String path = request.getServletPath();
        if (path.startsWith("/api")) {
            return template(request, status);
        }
        String asked = request.getParameter("v-r");
        if (asked != null) {
            return OF_PAGES.contains(asked) ? "page: " + asked : "page: other";
        }
        if (path.equals("/login")
                || path.equals(MetricsConfiguration.ADDRESS)
                || path.startsWith("/sign-in/provider")) {
            return path.startsWith("/sign-in") ? "/sign-in/provider" : path;
        }
        if (path.startsWith("/health")) {
            return "/health";
        }
        return path.startsWith("/VAADIN/") || path.lastIndexOf('.') > path.lastIndexOf('/') ? "file" : "page";
    }

    private static String template(HttpServletRequest request, int status) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        boolean found = pattern != null && pattern.toString().startsWith("/api/");
        return found && status != HttpServletResponse.SC_NOT_FOUND ? pattern.toString() : "/api";
    }
}
