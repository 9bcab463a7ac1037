package org.careloop.web;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.careloop.web.people.SignedIn;
import org.careloop.web.throttle.FreshThrottle;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application on a real PostgreSQL, without a browser. All such tests share it; each makes studies of its own. */
@SpringBootTest(classes = WebApplication.class)
@Import({WebTest.Hands.class, SignedIn.class})
public abstract class WebTest {
    public static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @Autowired
    protected JdbcClient database;

    @Autowired
    protected SignedIn signedIn;

    @Autowired
    protected SettableClock clock;

    @Autowired
    protected SettableSides sides;

    @Autowired
    protected FreshThrottle throttle;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path data = Files.createTempDirectory("careloop-web-test");
        int port = freePort();
        registry.add("careloop.data", data::toString);
        registry.add("careloop.postgres.port", () -> port);
        registry.add("careloop.postgres.programs", () -> "target/postgres-programs");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @AfterEach
    void rest() {
        signedIn.nobody();
        clock.set(NOW);
        throttle.startOver();
        database.sql("update study set state = 'CLOSED'").update();
    }

    /** How often the trail says that this was done to somebody or something. */
    protected long audited(String action, String subject) {
        return database.sql("select count(*) from audit_event where action = ? and subject = ?")
                .params(action, subject)
                .query(Long.class)
                .single();
    }

    /** The parts that a test steps by hand. */
    @TestConfiguration
    static class Hands {
        @Bean
        @Primary
        SettableClock settableClock() {
            return new SettableClock(NOW);
        }

        @Bean
        @Primary
        FreshThrottle freshThrottle(SettableClock clock) {
            return new FreshThrottle(clock);
        }

        @Bean
        @Primary
        AuditedTransactions transactionManager(DataSource source) {
            return new AuditedTransactions(source);
        }

        @Bean
        @Primary
        SettableSides settableSides() {
            return new SettableSides(RandomGenerator.getDefault());
        }
    }
}
