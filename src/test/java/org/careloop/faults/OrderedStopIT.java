package org.careloop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.careloop.load.BenchStudy;
import org.careloop.run.Json;
import org.careloop.run.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A stop in the middle of the work of six people and a download: SIGTERM, as from systemd or {@code ./careloop up}. */
class OrderedStopIT {
    private static final int PEOPLE = 6;
    private static final int COMPARISONS = 20_000;
    private static final String TOKEN = "careloop_ordered-stop";

    /** Three seconds for requests under way, and what database and thread pools take; `up` kills after seven. */
    private static final Duration IN_TIME = Duration.ofSeconds(7);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final Ledger ledger = new Ledger(PEOPLE);
    private final AtomicBoolean done = new AtomicBoolean();
    private final CountDownLatch downloading = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** What a reader got, and whether they were told that it is not all. */
    private record Download(int lines, boolean brokenOff) {}

    @Test
    @Timeout(300)
    void whatWasAcknowledgedIsStoredAndNoHalfFileLooksWhole() throws Exception {
        Path programs = Files.createDirectories(
                Path.of(System.getProperty("careloop.root", "..")).resolve("e2e/target/postgres-programs"));
        try (OneMachine installation = new OneMachine(folder, programs.toAbsolutePath());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            JdbcClient database = installation.database();
            BenchStudy study = BenchStudy.create(database, "Stop", COMPARISONS, 1, PEOPLE);
            token(database, study);
            List<Future<Void>> annotators = judging(installation, study, threads);
            Future<Download> download = threads.submit(() -> read(installation, study));
            assertThat(ledger.await(() -> ledger.acknowledged().size() >= 60, Duration.ofMinutes(1)))
                    .isTrue();
            downloading.await();

            int code = stop(installation);

            done.set(true);
            for (Future<Void> annotator : annotators) {
                annotator.get();
            }
            assertThat(code).as("exit code").isIn(0, 143);
            assertThat(download.get().brokenOff() || download.get().lines() == COMPARISONS)
                    .as("%s is whole or broken off", download.get())
                    .isTrue();
            installation.web().startAndAwait();
            List<String> stored = installation
                    .database()
                    .sql("select rationale from judgement")
                    .query(String.class)
                    .list();
            assertThat(stored).doesNotHaveDuplicates().containsAll(ledger.acknowledged());
            assertThat(ledger.said()).containsAll(stored);
        }
    }

    private int stop(OneMachine installation) throws IOException, InterruptedException {
        try {
            stopping.countDown();
            return installation.web().end(IN_TIME);
        } finally {
            done.set(true);
        }
    }

    private List<Future<Void>> judging(OneMachine installation, BenchStudy study, ExecutorService threads)
            throws IOException {
        Map<String, String> refusals = FaultRun.refusals();
        List<Future<Void>> annotators = new ArrayList<>();
        for (int n = 0; n < PEOPLE; n++) {
            annotators.add(threads.submit(
                    new Annotator(n, study.logins().get(n), installation.addresses(), refusals, ledger, done::get)));
        }
        return annotators;
    }

    private static void token(JdbcClient database, BenchStudy study) {
        database.sql("""
            insert into api_token (id, person_id, name, token_hash, scopes, created_at)
            select gen_random_uuid(), id, 'stop', ?, '{judgements:read,exports:read}', now() from person where login = ?\
            """).params(Sha256.of(TOKEN), study.logins().getFirst()).update();
    }

    /** A reader who has begun when the stop comes and goes on then. */
    private Download read(OneMachine installation, BenchStudy study) throws InterruptedException {
        int lines = 0;
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> answer = client.send(
                    HttpRequest.newBuilder(URI.create("%s/api/v1/studies/%s/judgements"
                                    .formatted(installation.addresses().getFirst(), study.id())))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (BufferedReader in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    Json.MAPPER.readTree(line);
                    if (++lines == 10) {
                        downloading.countDown();
                        stopping.await();
                    }
                }
            }
            return new Download(lines, false);
        } catch (IOException e) {
            return new Download(lines, true);
        } finally {
            downloading.countDown();
        }
    }
}
