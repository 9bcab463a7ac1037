package org.careloop.web.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.careloop.run.BadInput;
import org.careloop.web.database.CareLoopProperties;
import org.careloop.web.database.DatabasePreflight;
import org.careloop.web.database.DeadlineTransactions;
import org.careloop.web.database.EmbeddedDatabase;
import org.careloop.web.database.EmbeddedDatabaseConfiguration;
import org.careloop.web.database.GivenDatabaseConfiguration;
import org.careloop.web.database.StartFailure;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.core.context.SecurityContextImpl;

/**
 * The services with the database and without a web server, for commands. They check no roles, because whoever can run a
 * command can open the database anyway.
 *
 * <p>Not annotated with {@code @Configuration}, because the component scan of the web application would find it and
 * create some beans twice.
 */
@EnableConfigurationProperties(CareLoopProperties.class)
@Import({EmbeddedDatabaseConfiguration.class, GivenDatabaseConfiguration.class, DeadlineTransactions.class})
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    FlywayAutoConfiguration.class
})
@ComponentScan({
    "org.careloop.web.people",
    "org.careloop.web.secret",
    "org.careloop.web.throttle",
    "org.careloop.web.study",
    "org.careloop.web.judgement",
    "org.careloop.web.dataset",
    "org.careloop.web.checkpoint",
    "org.careloop.web.training",
    "org.careloop.web.pool",
    "org.careloop.web.audit",
    "org.careloop.web.agreement",
    "org.careloop.web.signature",
    "org.careloop.web.verdict",
    "org.careloop.web.judge",
    "org.careloop.web.backup",
    "org.careloop.web.demo"
})
class HeadlessContext {

    /**
     * Opens the services on the embedded database of a data directory, or on a given database. A server that a running
     * CareLoop has on the directory is used and left running; otherwise one is started and ends with the context.
     *
     * @throws BadInput when the database cannot be used
     */
    static ConfigurableApplicationContext open(Path data, @Nullable String databaseUrl) throws IOException {
        return open(data, databaseUrl, Map.of());
    }

    /** The same with settings of a command's own. */
    static ConfigurableApplicationContext open(Path data, @Nullable String databaseUrl, Map<String, ?> own)
            throws IOException {
        SpringApplication application = new SpringApplication(HeadlessContext.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // Beans that only pages need are never created.
        application.setLazyInitialization(true);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("careloop.data", data.toString());
        // Any free port, because another CareLoop with other data may use the usual one.
        settings.put("careloop.postgres.port", 0);
        settings.put("logging.level.org.careloop", "warn");
        settings.putAll(own);
        EmbeddedDatabase embedded = new EmbeddedDatabase(data, null);
        OptionalInt running = databaseUrl == null ? embedded.leftRunning() : OptionalInt.empty();
        if (databaseUrl != null) {
            DatabasePreflight.connect(databaseUrl, new StandardEnvironment());
            settings.put(DatabasePreflight.URL, databaseUrl);
        } else if (running.isPresent()) {
            EmbeddedDatabase.Login login = embedded.application(running.getAsInt());
            settings.put(DatabasePreflight.URL, login.url());
            settings.put("spring.datasource.username", login.user());
            settings.put("spring.datasource.password", login.password());
            EmbeddedDatabase.Login owner = embedded.migrations(running.getAsInt());
            settings.put("spring.flyway.user", owner.user());
            settings.put("spring.flyway.password", owner.password());
        }
        try {
            ConfigurableApplicationContext context = application.run(settings.entrySet().stream()
                    .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                    .toArray(String[]::new));
            // Started at once, so that an unusable database is reported here.
            context.getBean(DataSource.class);
            return context;
        } catch (RuntimeException e) {
            throw StartFailure.causeIn(e, BadInput.class)
                    .map(RuntimeException.class::cast)
                    .orElse(e);
        }
    }

    /** The audit trail names who acts by it. */
    @Bean
    SecurityContextHolderStrategy securityContext() {
        SecurityContextHolderStrategy strategy = SecurityContextHolder.getContextHolderStrategy();
        strategy.setContext(new SecurityContextImpl(
                UsernamePasswordAuthenticationToken.authenticated("command line", null, List.of())));
        return strategy;
    }

    @Bean
    Clock clock() {
        return Clock.systemDefaultZone();
    }
}
