package org.careloop.web.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * All figures in Prometheus's text format, for whoever shows the token. An address of the loopback is no proof: behind a proxy everybody
 * has one.
 */
final class MetricsPage extends OncePerRequestFilter {
    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final PrometheusMeterRegistry registry;
    private final Figures figures;

    MetricsPage(String token, PrometheusMeterRegistry registry, Figures figures) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.registry = registry;
        this.figures = figures;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        String given = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (given == null
                || !given.startsWith(BEARER)
                || !MessageDigest.isEqual(
                        token, given.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8))) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        figures.refresh();
        response.setContentType(FORMAT);
        response.getOutputStream().write(registry.scrape(FORMAT).getBytes(StandardCharsets.UTF_8));
    }
}
