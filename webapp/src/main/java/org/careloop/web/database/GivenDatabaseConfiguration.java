package org.careloop.web.database;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A PostgreSQL that {@code spring.datasource.url} names. */
@Configuration
@ConditionalOnProperty(DatabasePreflight.URL)
public class GivenDatabaseConfiguration {

    /** Migrations may run as another role; without one they run as the application. */
    @Bean
    FlywayConnectionDetails givenMigrations(Environment settings, CareLoopProperties properties) {
        UnfinishedRestore.refuse(properties.data());
        String url = settings.getRequiredProperty(DatabasePreflight.URL);
        String user = settings.getProperty("spring.flyway.user");
        return user == null
                ? new MigrationLogin(
                        settings.getProperty("spring.flyway.url", url),
                        settings.getProperty("spring.datasource.username"),
                        settings.getProperty("spring.datasource.password"))
                : new MigrationLogin(
                        settings.getProperty("spring.flyway.url", url),
                        user,
                        settings.getProperty("spring.flyway.password"));
    }
}
