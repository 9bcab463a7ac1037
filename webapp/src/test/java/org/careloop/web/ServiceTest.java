package org.careloop.web;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.careloop.web.people.PersonId;
import org.flywaydb.core.Flyway;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** Services on a real PostgreSQL, without a web server. One database for all such tests: each makes studies of its own. */
@SpringJUnitConfig(ServiceTest.Services.class)
public abstract class ServiceTest {
    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    /** A person who can be named as the maker of things. */
    protected static PersonId person(JdbcClient jdbc, String login) {
        PersonId id = PersonId.random();
        jdbc.sql("""
            insert into person (id, login, display_name, password_hash, created_at)
            values (?, ?, ?, '!', now())\
            """).params(id.value(), login + "-" + id.value(), login).update();
        return id;
    }

    /** A name that no other test uses. */
    protected static String unique(String name) {
        return name + " " + UUID.randomUUID();
    }

    @TestConfiguration
    @EnableTransactionManagement
    @ComponentScan({
        "org.careloop.web.audit",
        "org.careloop.web.people",
        "org.careloop.web.secret",
        "org.careloop.web.throttle",
        "org.careloop.web.study",
        "org.careloop.web.judgement",
        "org.careloop.web.agreement",
        "org.careloop.web.dataset",
        "org.careloop.web.checkpoint",
        "org.careloop.web.series",
        "org.careloop.web.memory",
        "org.careloop.web.pool",
        "org.careloop.web.training",
        "org.careloop.web.answers",
        "org.careloop.web.exam"
    })
    static class Services {

        @Bean(destroyMethod = "close")
        EmbeddedPostgres postgres() throws IOException {
            return EmbeddedPostgres.builder().start();
        }

        @Bean
        DataSource dataSource(EmbeddedPostgres postgres) {
            DataSource source = postgres.getPostgresDatabase();
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migrations")
                    .load()
                    .migrate();
            return source;
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource source) {
            return new JdbcTemplate(source);
        }

        @Bean
        JdbcClient jdbcClient(JdbcTemplate template) {
            return JdbcClient.create(template);
        }

        @Bean
        NamedParameterJdbcTemplate namedParameters(JdbcTemplate template) {
            return new NamedParameterJdbcTemplate(template);
        }

        @Bean
        JdbcTransactionManager transactionManager(DataSource source) {
            return new JdbcTransactionManager(source);
        }

        @Bean
        TransactionTemplate transactionTemplate(JdbcTransactionManager manager) {
            return new TransactionTemplate(manager);
        }

        /** Runs go to a folder of this test run. */
        @Bean
        static PropertySourcesPlaceholderConfigurer properties() throws IOException {
            Path runs = Files.createTempDirectory("careloop-runs");
            Properties properties = new Properties();
            properties.setProperty("careloop.runs", runs.toString());
            properties.setProperty(
                    "careloop.data",
                    runs.resolveSibling(runs.getFileName() + "-data").toString());
            PropertySourcesPlaceholderConfigurer configurer = new PropertySourcesPlaceholderConfigurer();
            configurer.setProperties(properties);
            return configurer;
        }

        @Bean
        SecurityContextHolderStrategy securityContext() {
            return SecurityContextHolder.getContextHolderStrategy();
        }

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }
}
