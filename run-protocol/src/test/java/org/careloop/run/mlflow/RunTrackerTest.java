package org.careloop.run.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RunTrackerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
    private static final RunTracker.Pauses SHORT = new RunTracker.Pauses(Duration.ofMillis(1), Duration.ofMillis(1));

    @TempDir
    Path folder;

    private HttpServer server;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<String> authorized = new CopyOnWriteArrayList<>();
    private final CountDownLatch heard = new CountDownLatch(1);
    private volatile boolean away;
    private RunDirectory run;

    @BeforeEach
    void begin() throws IOException {
        run = new RunDirectory(folder.resolve("sft-1"));
        run.submit(spec(), RunStatus.queued(CLOCK.instant()));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private static RunSpec spec() {
        return new RunSpec(
                "sft-1",
                RunKind.SFT,
                CLOCK.instant(),
                "test",
                "base",
                null,
                null,
                List.of(),
                List.of(),
                Map.of("epochs", 3),
                Map.of());
    }

    private void answer(HttpExchange call) throws IOException {
        String path = call.getRequestURI().toString().replaceFirst("^/api/2.0/mlflow/", "");
        byte[] body = call.getRequestBody().readAllBytes();
        calls.add(path);
        authorized.addAll(call.getRequestHeaders().getOrDefault("Authorization", List.of()));
        boolean absent = path.startsWith("experiments/get-by-name");
        if (body.length > 0 && !away) {
            bodies.add(Json.MAPPER.readTree(body));
        }
        byte[] answer = (absent
                        ? "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\"}"
                        : "{\"experiment_id\":\"7\",\"run\":{\"info\":{\"run_id\":\"abc\"}}}")
                .getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(away ? 503 : absent ? 404 : 200, answer.length);
        call.getResponseBody().write(answer);
        call.close();
        heard.countDown();
    }

    private Closeable track() {
        String address =
                "http://me:secret@127.0.0.1:%d/".formatted(server.getAddress().getPort());
        return RunTracker.of(Map.of("MLFLOW_TRACKING_URI", address), run, spec(), CLOCK, SHORT);
    }

    private void step(long step, double loss) throws IOException {
        try (MetricLog log = MetricLog.append(run.metrics())) {
            log.write(step, Map.of("loss/train", loss));
        }
    }

    private void over(Phase phase) throws IOException {
        run.writeStatus(new RunStatus(phase, 2, 2, null, null, null, CLOCK.instant(), null));
    }

    /** "loss/train 1 0.5" of every figure that the server was sent. */
    private List<String> figures() {
        List<String> figures = new ArrayList<>();
        bodies.forEach(body -> StreamSupport.stream(body.path("metrics").spliterator(), false)
                .map(one -> one.get("key").asString() + " " + one.get("step") + " " + one.get("value"))
                .forEach(figures::add));
        return figures;
    }

    @Test
    void aRunIsMadeWithItsSettingsAndHasEveryFigureAndItsEnd() throws IOException {
        try (Closeable tracker = track()) {
            step(1, .5);
            step(2, .25);
            over(Phase.DONE);
        }

        assertThat(calls)
                .startsWith("experiments/get-by-name?experiment_name=careloop", "experiments/create", "runs/create");
        assertThat(bodies.getFirst().get("name").asString()).isEqualTo("careloop");
        assertThat(bodies.get(1).get("experiment_id").asString()).isEqualTo("7");
        assertThat(bodies.get(1).get("run_name").asString()).isEqualTo("sft-1");
        assertThat(bodies.get(2).get("params").toString())
                .contains("{\"key\":\"epochs\",\"value\":\"3\"}", "{\"key\":\"model\",\"value\":\"base\"}", "\"seed\"");
        assertThat(figures()).containsExactly("loss/train 1 0.5", "loss/train 2 0.25");
        assertThat(bodies.getLast().get("status").asString()).isEqualTo("FINISHED");
        assertThat(authorized).first().isEqualTo("Basic bWU6c2VjcmV0");
        assertThat(Files.readString(run.mlflow())).contains("abc").doesNotContain("secret");
    }

    @Test
    void aRunThatGoesOnIsTheSameOneAndSendsNoFigureTwice() throws IOException {
        try (Closeable tracker = track()) {
            step(1, .5);
            step(2, .25);
            over(Phase.QUEUED);
        }
        Files.delete(run.metrics());
        try (Closeable tracker = track()) {
            step(1, .5);
            step(2, .25);
            step(3, .125);
            over(Phase.FAILED);
        }

        assertThat(calls.stream().filter("runs/create"::equals)).hasSize(1);
        assertThat(figures()).containsExactly("loss/train 1 0.5", "loss/train 2 0.25", "loss/train 3 0.125");
        assertThat(bodies.stream()
                        .filter(body -> body.has("status"))
                        .map(body -> body.get("status").asString()))
                .containsExactly("SCHEDULED", "RUNNING", "FAILED");
    }

    @Test
    void aServerThatIsAwayIsTriedAgainAndHearsEverything() throws Exception {
        away = true;
        try (Closeable tracker = track()) {
            step(1, .5);
            heard.await();
            away = false;
            over(Phase.DONE);
        }

        assertThat(figures()).containsExactly("loss/train 1 0.5");
        assertThat(bodies.getLast().get("status").asString()).isEqualTo("FINISHED");
    }

    @Test
    void aRunWithoutAServerAsksNobody() throws IOException {
        for (String address : List.of("", "file:mlruns", "sqlite:///x.db", "http://", "no address")) {
            RunTracker.of(Map.of("MLFLOW_TRACKING_URI", address), run, spec(), CLOCK, SHORT)
                    .close();
        }
        server.stop(0);
        track().close();

        assertThat(calls).isEmpty();
        assertThat(run.mlflow()).doesNotExist();
    }
}
