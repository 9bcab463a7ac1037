package org.careloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.careloop.run.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A checkpoint of 16 GB, a sparse file of zeros with a word here and there, over the wire. Server and client share this
 * process, whose heap is an eighth of it.
 */
class LargeFileIT {
    private static final long GIGABYTE = 1L << 30;
    private static final long BYTES = 16 * GIGABYTE;
    private static final long MIDDLE = 9 * GIGABYTE + 12_345;
    private static final String WORD = "in the middle of it";
    private static final String TOKEN = "careloop_" + "large".repeat(8);
    private static final String HASH = "ab".repeat(32);
    /** What else the server does meanwhile comes and goes by some megabytes. */
    private static final long MOST_GROWTH = 64L << 20;

    private static RunningCareLoop careloop;
    private static HttpClient client;
    private static URI file;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void aLargeCheckpoint() throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        Path weights = model.resolve("model.safetensors");
        long room = Files.getFileStore(model).getUsableSpace();
        try (RandomAccessFile sparse = new RandomAccessFile(weights.toFile(), "rw")) {
            sparse.setLength(BYTES);
            sparse.seek(MIDDLE);
            sparse.write(WORD.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            assumeTrue(false, "no sparse file of 16 GB here: " + e.getMessage());
        }
        assumeTrue(
                room - Files.getFileStore(model).getUsableSpace() < BYTES / 2, "this file system has no sparse files");
        careloop = RunningCareLoop.startWebOnly();
        client = HttpClient.newHttpClient();
        UUID checkpoint = UUID.randomUUID();
        JdbcClient database = careloop.database();
        database.sql("""
                        insert into checkpoint (id, name, kind, directory, sha256, created_at)
                        values (?, 'large', 'POLICY', ?, ?, now())""").params(checkpoint, model.toString(), HASH).update();
        database.sql("""
                        insert into checkpoint_file (checkpoint_id, name, bytes, modified, sha256)
                        values (?, 'model.safetensors', ?, ?, ?)""")
                .params(checkpoint, BYTES)
                .params(
                        Files.getLastModifiedTime(weights)
                                .toInstant()
                                .truncatedTo(ChronoUnit.MICROS)
                                .atOffset(ZoneOffset.UTC),
                        HASH)
                .update();
        database.sql("""
                        insert into api_token (id, person_id, name, token_hash, scopes, created_at)
                        select gen_random_uuid(), id, 'large', ?, '{runs:read}', now() from person
                        where login = 'ml-engineer'""").param(Sha256.of(TOKEN)).update();
        file = URI.create(careloop.address("/api/v1/checkpoints/" + checkpoint + "/files/model.safetensors"));
    }

    @AfterAll
    static void stop() {
        if (client != null) {
            client.close();
        }
        if (careloop != null) {
            careloop.close();
        }
    }

    @Test
    void aRangeInTheMiddleIsWhatStandsThere() throws Exception {
        HttpResponse<byte[]> part = client.send(
                asked("bytes=%d-%d".formatted(MIDDLE, MIDDLE + WORD.length() - 1))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(new String(part.body(), StandardCharsets.UTF_8)).isEqualTo(WORD);
        assertThat(part.headers().firstValue("Content-Range").orElseThrow()).endsWith("/" + BYTES);
    }

    /** Cut twice, each time fetched from there on, as curl -C - does; the second time near the end. */
    @Test
    void aDownloadThatIsCutGoesOnAndTheHeapStaysFlat() throws Exception {
        long before = live();
        HttpResponse<InputStream> first =
                client.send(asked("bytes=0-").build(), HttpResponse.BodyHandlers.ofInputStream());
        String tag = first.headers().firstValue("ETag").orElseThrow();
        try (InputStream in = first.body()) {
            assertThat(drain(in, GIGABYTE)).isEqualTo(GIGABYTE);
        }
        try (InputStream in = rest(GIGABYTE, tag)) {
            assertThat(drain(in, 2 * GIGABYTE)).isEqualTo(2 * GIGABYTE);
            assertThat(live() - before).as("growth of the heap").isLessThan(MOST_GROWTH);
        }
        try (InputStream in = rest(BYTES - GIGABYTE, tag)) {
            assertThat(drain(in, Long.MAX_VALUE)).isEqualTo(GIGABYTE);
        }
    }

    private static InputStream rest(long from, String tag) throws IOException, InterruptedException {
        HttpResponse<InputStream> rest = client.send(
                asked("bytes=" + from + "-").header("If-Range", tag).build(),
                HttpResponse.BodyHandlers.ofInputStream());
        assertThat(rest.statusCode()).isEqualTo(206);
        return rest.body();
    }

    private static HttpRequest.Builder asked(String range) {
        return HttpRequest.newBuilder(file)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Range", range);
    }

    private static long drain(InputStream in, long most) throws IOException {
        byte[] buffer = new byte[1 << 20];
        long read = 0;
        while (read < most) {
            int some = in.read(buffer, 0, (int) Math.min(buffer.length, most - read));
            if (some < 0) {
                break;
            }
            read += some;
        }
        return read;
    }

    /** Bytes of the heap that are in use after a collection. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
