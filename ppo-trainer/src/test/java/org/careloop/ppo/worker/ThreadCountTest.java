package org.careloop.ppo.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The script chooses for a trainer that a person starts, before there is any Java to ask. */
    @ParameterizedTest
    @ValueSource(longs = {ThreadCount.SMALL - 2, ThreadCount.SMALL})
    void theScriptChoosesAlike(long bytes) throws IOException, InterruptedException {
        String worker = chosen(bytes, Map.of()).getOrDefault("OMP_NUM_THREADS", "");
        assertThat(chosenByTheScript("sft", "--model", folder.resolve("model").toString()))
                .isEqualTo(worker)
                .isEqualTo(bytes < ThreadCount.SMALL ? "1" : "");
    }

    private static String chosenByTheScript(String... arguments) throws IOException, InterruptedException {
        String script = Files.readString(Path.of("../careloop"));
        int begin = script.indexOf("choose_threads() {");
        String rule = script.substring(begin, script.indexOf("\n}\n", begin) + 3);
        List<String> command = new ArrayList<>(
                List.of("bash", "-c", rule + "choose_threads \"$@\"; printf %s \"${OMP_NUM_THREADS:-}\"", "careloop"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("OMP_NUM_THREADS");
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void whatAPersonHasSetStays() throws IOException {
        assertThat(chosen(1_000, Map.of("OMP_NUM_THREADS", "4"))).containsEntry("OMP_NUM_THREADS", "4");
    }

    /** Writes two sparse shards, which take no space on the disk. */
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
