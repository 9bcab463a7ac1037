package org.careloop.web.metrics;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;

/** The connections to the database. */
final class PoolFigures {
    private final HikariDataSource pool;

    PoolFigures(MeterRegistry registry, HikariDataSource pool) {
        this.pool = pool;
        show(registry, "active", HikariPoolMXBean::getActiveConnections);
        show(registry, "idle", HikariPoolMXBean::getIdleConnections);
        Gauge.builder("careloop.database.waiting", () -> count(HikariPoolMXBean::getThreadsAwaitingConnection))
                .description("Acts that wait for a connection to the database")
                .register(registry);
        Gauge.builder("careloop.database.connections.max", pool, HikariDataSource::getMaximumPoolSize)
                .description("Connections to the database that there may be")
                .register(registry);
    }

    private void show(MeterRegistry registry, String state, ToIntFunction<HikariPoolMXBean> figure) {
        Gauge.builder("careloop.database.connections", () -> count(figure))
                .description("Connections to the database")
                .tag("state", state)
                .register(registry);
    }

    /** The pool opens with the first connection. */
    private int count(ToIntFunction<HikariPoolMXBean> figure) {
        HikariPoolMXBean open = pool.getHikariPoolMXBean();
        return open == null ? 0 : figure.applyAsInt(open);
    }
}
