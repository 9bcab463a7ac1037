package org.careloop.web.health;

import org.careloop.web.database.Outage;
import org.careloop.web.database.ServerWatch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Whether the database answers; of an embedded one, how often it had to be started again. Names neither address nor role. */
@Repository
class DatabaseHealthIndicator implements HealthIndicator {
    private final JdbcClient database;
    private final ObjectProvider<ServerWatch> embedded;

    DatabaseHealthIndicator(JdbcClient database, ObjectProvider<ServerWatch> embedded) {
        this.database = database;
        this.embedded = embedded;
    }

    @Override
    public Health health() {
        Health.Builder health = answer();
        embedded.ifAvailable(watch -> health.withDetail("restarts", watch.restarts()));
        return health.build();
    }

    private Health.Builder answer() {
        try {
            database.sql("select 1").query().singleValue();
            return Health.up();
        } catch (DataAccessException e) {
            return Health.down().withDetail("problem", Outage.isOne(e) ? "does not answer in time" : "refuses");
        }
    }
}
