package org.careloop.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.MetricLog;
import org.careloop.web.RawRequest;
import org.careloop.web.ServedTest;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** As Prometheus reads it. */
@TestPropertySource(properties = "careloop.metrics.token=nine-herons-by-the-weir")
class MetricsTest extends ServedTest {
    private RawRequest.Answer get(String address) throws IOException {
        return RawRequest.of("GET", address).send(port);
    }

    private String figures() throws IOException {
        RawRequest.Answer answer = RawRequest.of("GET", "/metrics")
                .header("Authorization", "Bearer nine-herons-by-the-weir")
                .send(port);
        assertThat(answer.status()).isEqualTo(200);
        return answer.text();
    }

    private double figure(String line) throws IOException {
        return figures()
                .lines()
                .filter(one -> one.startsWith(line + " "))
                .mapToDouble(one -> Double.parseDouble(one.substring(line.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Test
    void withoutTheTokenNobodyReadsThem() throws IOException {
        assertThat(get("/metrics").status()).isEqualTo(401);
        assertThat(RawRequest.of("GET", "/metrics")
                        .header("Authorization", "Bearer nine-herons-by-the-wier")
                        .send(port)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void requestsAreToldByTemplateAndStatusAndNoIdIsALabel() throws IOException {
        String id = UUID.randomUUID().toString();
        String route = "careloop_requests_seconds_count{method=\"GET\",route=\"%s\",status=\"%d\"}";
        double before = figure(route.formatted("/login", 200));
        get("/login");
        get("/login");
        get("/api/v1/studies/" + id);
        get("/nothing/here/" + id);

        assertThat(figure(route.formatted("/login", 200))).isEqualTo(before + 2);
        assertThat(figures())
                .contains(route.formatted("/api", 401))
                .contains("careloop_requests_seconds_bucket{method=\"GET\",route=\"/login\",status=\"200\",le=\"0.1\"}")
                .doesNotContain(id);
    }

    @Test
    void strangersAddressesMakeNoNewLabels() throws IOException {
        for (int i = 0; i < 30; i++) {
            get("/made-up-" + i + "?v-r=made-up-" + i);
            get("/api/v1/made-up-" + i);
            get("/made-up-" + i + ".js");
        }
        Set<String> routes = Pattern.compile("route=\"([^\"]*)\"")
                .matcher(figures())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(routes).noneMatch(route -> route.contains("made-up")).hasSizeLessThan(12);
    }

    @Test
    void aWrongPasswordIsCounted() throws IOException {
        String failures = "careloop_sign_in_failures_total{reason=\"refused\",way=\"password\"}";
        double before = figure(failures);
        RawRequest.of("POST", "/login")
                .body("application/x-www-form-urlencoded", "username=nobody&password=wrong")
                .send(port);

        assertThat(figure(failures)).isEqualTo(before + 1);
    }

    @Test
    void everyFigureOfTheDocumentationIsThere() throws IOException {
        assertThat(figures())
                .contains("careloop_database_up 1.0")
                .contains("careloop_database_connections_max 20.0")
                .contains("careloop_database_connections{state=\"active\"}")
                .contains("careloop_database_connections{state=\"idle\"}")
                .contains("careloop_database_waiting 0.0")
                .contains("careloop_sessions ")
                .contains("careloop_verdicts_acknowledged_total ")
                .contains("careloop_votes_open{state=\"free\"}")
                .contains("careloop_votes_open{state=\"in_view\"}")
                .contains("careloop_runs{phase=\"queued\"}")
                .contains("careloop_runs{phase=\"training\"}")
                .contains("careloop_workers ")
                .contains("jvm_memory_used_bytes{")
                .contains("process_uptime_seconds ");
    }

    @Test
    void theLastWholeLineOfAFileThatGrowsCounts() {
        assertThat(MetricLog.lastOf(List.of(
                                "{\"step\":1,\"tokens_per_second\":100.0}",
                                "{\"step\":2,\"tokens_per_second\":120.0}",
                                "{\"step\":3,\"tok"))
                        .orElseThrow()
                        .values())
                .containsEntry("tokens_per_second", 120.0);
        assertThat(MetricLog.lastOf(List.of())).isEmpty();
    }
}
