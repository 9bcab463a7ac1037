package org.careloop.web.metrics;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletListenerRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** The meters and the one address at which they are read. */
@Configuration
@Conditional(WhereTokenIsSet.class)
class MetricsConfiguration {
    static final String TOKEN = "careloop.metrics.token";
    static final String TOKEN_FILE = "careloop.metrics.token-file";
    static final String ADDRESS = "/metrics";
    private static final int SHORTEST_TOKEN = 16;

    private final String token;

    MetricsConfiguration(ConfigurableEnvironment environment) {
        this.token = token(environment);
        if (token.length() < SHORTEST_TOKEN) {
            throw new BadInput(
                    "CARELOOP_METRICS_TOKEN has %d characters; expected %d or more, for example of: openssl rand -hex 24"
                            .formatted(token.length(), SHORTEST_TOKEN));
        }
    }

    private static String token(ConfigurableEnvironment environment) {
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof CommandLinePropertySource<?> && source.containsProperty(TOKEN)) {
                throw new BadInput(TOKEN + ": everybody on this machine sees a token on a command line; set"
                        + " CARELOOP_METRICS_TOKEN or CARELOOP_METRICS_TOKEN_FILE instead");
            }
        }
        String file = environment.getProperty(TOKEN_FILE, "");
        if (file.isEmpty()) {
            return environment.getProperty(TOKEN, "").strip();
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new BadInput(
                    "CARELOOP_METRICS_TOKEN_FILE: %s cannot be read; expected a file with the token alone"
                            .formatted(file),
                    e);
        }
    }

    @Bean
    PrometheusMeterRegistry meterRegistry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        return registry;
    }

    @Bean
    PoolFigures poolFigures(PrometheusMeterRegistry registry, HikariDataSource pool) {
        return new PoolFigures(registry, pool);
    }

    @Bean
    ServletListenerRegistrationBean<SessionCount> sessionCount(PrometheusMeterRegistry registry) {
        return new ServletListenerRegistrationBean<>(new SessionCount(registry));
    }

    /** Around every other filter, so that what those refuse is counted too. */
    @Bean
    FilterRegistrationBean<RequestTimes> requestTimes(PrometheusMeterRegistry registry) {
        FilterRegistrationBean<RequestTimes> filter = new FilterRegistrationBean<>(new RequestTimes(registry));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** Programs alone come here: no session, no form, no page in place of an answer. */
    @Bean
    @Order(3)
    SecurityFilterChain metricsFilterChain(HttpSecurity http, PrometheusMeterRegistry registry, Figures figures) {
        return http.securityMatcher(ADDRESS)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .addFilterBefore(new MetricsPage(token, registry, figures), AuthorizationFilter.class)
                .build();
    }
}
