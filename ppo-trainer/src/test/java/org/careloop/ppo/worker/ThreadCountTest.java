package org.careloop.ppo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThreadCountTest {
    @TempDir
    private Path folder;

    @Test
    void aSmallModelTakesOneThread() throws IOException {
        assertThat(chosen(99_000_000, Map.of())).containsExactly(Map.entry("OMP_NUM_THREADS", "1"));
    }

    @Test
    void aLargeModelTakesWhatTheMachineHas() throws IOException {
        assertThat(chosen(60_000_000_000L, Map.of())).isEmpty();
    }

    @Test
    void whatAPersonHasSetStays() throws IOException {
        assertThat(chosen(1_000, Map.of("OMP_NUM_THREADS", "4"))).containsEntry("OMP_NUM_THREADS", "4");
    }

    /** In two shards that take no room on the disk. */
    private Map<String, String> chosen(long bytes, Map<String, String> before) throws IOException {
        Path model = Files.createDirectories(folder.resolve("model"));
        for (int shard = 1; shard <= 2; shard++) {
            Path file = model.resolve("model-0000%d-of-00002.safetensors".formatted(shard));
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(bytes / 2);
            }
        }
        Map<String, String> environment = new HashMap<>(before);
        RunSpec spec = new RunSpec("r", RunKind.SFT, Instant.EPOCH, "test", "../model", null, Map.of(), Map.of());
        ThreadCount.choose(environment, Files.createDirectories(folder.resolve("run")), spec);
        return environment;
    }
}
