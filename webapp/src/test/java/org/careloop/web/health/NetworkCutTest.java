package org.careloop.web.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.careloop.web.WebApplication;
import org.careloop.web.database.LongWork;
import org.careloop.web.database.Outage;
import org.careloop.web.database.RunningServer;
import org.careloop.web.database.SilentProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** The network between application and database is cut in silence. The limits are those of production, made shorter. */
@SpringBootTest(classes = WebApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Timeout(60)
class NetworkCutTest {
    private static final Map<String, String> SHORT = Map.of(
            "careloop.deadlines.pool-millis", "600",
            "spring.datasource.hikari.validation-timeout", "300",
            "careloop.deadlines.connect-seconds", "1",
            "careloop.deadlines.answer-seconds", "1",
            "careloop.deadlines.statement", "800ms",
            "careloop.deadlines.lock", "400ms",
            "careloop.deadlines.idle-transaction", "1s",
            "spring.datasource.hikari.maximum-pool-size", "4");

    private static RunningServer server;
    private static SilentProxy network;

    @Autowired
    private JdbcClient database;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private DataSource pool;

    @LocalServerPort
    private int port;

    private final HttpClient browser = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) throws IOException {
        Path data = Files.createTempDirectory("careloop-cut-test");
        server = RunningServer.start(data, Path.of("target/postgres-programs"));
        network = new SilentProxy(server.port());
        registry.add("careloop.data", data::toString);
        registry.add(
                "spring.datasource.url", () -> "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(network.port()));
        server.settings().forEach((name, value) -> registry.add(name, () -> value));
        SHORT.forEach((name, value) -> registry.add(name, () -> value));
    }

    @AfterEach
    void mend() {
        network.mend();
    }

    @AfterAll
    static void end() throws IOException {
        network.close();
        server.close();
    }

    @Test
    void aQueryInFlightIsToldAndEveryConnectionComesBack() throws Exception {
        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    ask();
                    network.cut();
                    ask();
                }))
                .matches(Outage::isOne);
        assertThatThrownBy(this::ask).matches(Outage::isOne);

        network.mend();
        untilItAnswers();
        assertThat(open(4)).isEqualTo(4);
    }

    /** How many connections can be had at once. */
    private int open(int people) throws SQLException {
        List<Connection> held = new ArrayList<>();
        try {
            for (int i = 0; i < people; i++) {
                held.add(pool.getConnection());
            }
            return pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().getActiveConnections();
        } finally {
            for (Connection one : held) {
                one.close();
            }
        }
    }

    @Test
    void whatIsTooSlowIsCutOffAndLongWorkIsNot() {
        assertThatThrownBy(() -> sleep()).matches(Outage::isOne);

        LongWork.in(transactions).executeWithoutResult(status -> sleep());
        assertThat(limit()).isEqualTo("800ms");
        LongWork.in(transactions)
                .executeWithoutResult(status -> assertThat(limit()).isEqualTo("30min"));
    }

    private void sleep() {
        database.sql("select pg_sleep(1.2)").query().singleRow();
    }

    private String limit() {
        return database.sql("select current_setting('statement_timeout')")
                .query(String.class)
                .single();
    }

    @Test
    void healthTellsTheTruthAndNobodyHasToSignInForIt() throws Exception {
        HttpResponse<String> before = get("/health/ready");
        assertThat(before.statusCode()).isEqualTo(200);
        network.cut();

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body())
                .contains("\"database\":{\"details\":{\"problem\":\"does not answer in time\"},\"status\":\"DOWN\"}");
        HttpResponse<String> all = get("/health");
        assertThat(all.statusCode()).isEqualTo(503);
        assertThat(all.body())
                .contains("\"worker\":{\"details\":{\"alive\":0},\"status\":\"UNKNOWN\"}", "\"queue\":{", "\"disk\":{")
                .doesNotContain("jdbc", "postgres", "careloop-cut-test", "password");

        network.mend();
        untilItAnswers();
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void whoSignsInIsToldThatItIsNotThePassword() throws Exception {
        network.cut();

        for (int attempt = 0; attempt < 7; attempt++) {
            HttpResponse<String> answer = post("/login", Map.of("username", "nobody", "password", "guess"));
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location"))
                    .hasValueSatisfying(to -> assertThat(to).endsWith("/login?outage"));
        }

        network.mend();
        untilItAnswers();
        assertThat(post("/login", Map.of("username", "nobody", "password", "guess"))
                        .headers()
                        .firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/login?error"));
    }

    @Test
    void aProgramIsToldToComeAgain() throws Exception {
        network.cut();

        HttpResponse<String> answer = browser.send(
                request("/api/v1/studies")
                        .header("Authorization", "Bearer careloop_x")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("the database does not answer in time");
    }

    private void ask() {
        database.sql("select 1").query().singleValue();
    }

    /** Bounded by the time of the test. */
    private void untilItAnswers() {
        while (true) {
            try {
                ask();
                return;
            } catch (RuntimeException e) {
                assertThat(e).matches(Outage::isOne);
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
