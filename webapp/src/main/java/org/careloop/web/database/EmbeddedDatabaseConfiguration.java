package org.careloop.web.database;

import java.io.IOException;
import java.time.InstantSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The embedded PostgreSQL, unless {@code spring.datasource.url} names one. */
@Configuration
@Conditional(EmbeddedDatabaseConfiguration.NoDatabaseGiven.class)
public class EmbeddedDatabaseConfiguration {

    @Bean(destroyMethod = "close")
    EmbeddedServer embeddedServer(CareLoopProperties properties) throws IOException {
        UnfinishedRestore.refuse(properties.data());
        return properties.database().start(properties.postgres().port());
    }

    @Bean
    ServerWatch serverWatch(EmbeddedServer server, InstantSource clock) {
        return new ServerWatch(server, clock);
    }

    @Bean
    JdbcConnectionDetails embeddedConnection(CareLoopProperties properties, EmbeddedServer server) throws IOException {
        return new Connection(properties.database().application(server.port()));
    }

    @Bean
    FlywayConnectionDetails embeddedMigrations(CareLoopProperties properties, EmbeddedServer server)
            throws IOException {
        EmbeddedDatabase.Login login = properties.database().migrations(server.port());
        return new MigrationLogin(login.url(), login.user(), login.password());
    }

    private record Connection(EmbeddedDatabase.Login login) implements JdbcConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return login.url();
        }

        @Override
        public String getUsername() {
            return login.user();
        }

        @Override
        public String getPassword() {
            return login.password();
        }
    }

    static final class NoDatabaseGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment()
                    .getProperty(DatabasePreflight.URL, "")
                    .isBlank();
        }
    }
}
