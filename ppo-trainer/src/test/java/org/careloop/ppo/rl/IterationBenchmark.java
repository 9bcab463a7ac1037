package org.careloop.ppo.rl;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.lm.tensor.Backend;
import org.careloop.lm.train.Job;
import org.careloop.run.Json;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.Settings;

/**
 * Times iterations of on-policy training by the clock and by the processor time of the computing thread; one thread.
 * {@code src/test/referee/ppo_iteration.py} runs the same iterations as people write them with transformers, and calls this
 * one in turns with itself.
 *
 * <p>Arguments: kind, model, reward model, prompts, an empty folder, how many iterations, settings.
 */
public final class IterationBenchmark {
    private IterationBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        List<String> given = List.of(arguments);
        RunDirectory directory = new RunDirectory(Path.of(given.get(4)));
        Files.createDirectories(directory.dataset());
        Files.copy(Path.of(given.get(3)), directory.prompts(), StandardCopyOption.REPLACE_EXISTING);
        RunSpec spec = new RunSpec(
                "benchmark",
                RunKind.valueOf(given.get(0).toUpperCase(Locale.ROOT)),
                Instant.EPOCH,
                "benchmark",
                Path.of(given.get(1)).toAbsolutePath().toString(),
                Path.of(given.get(2)).toAbsolutePath().toString(),
                Settings.parse(given.subList(6, given.size())),
                Map.of());
        Backend.threads(1);
        try (Job job = OnPolicyTraining.load(directory, spec)) {
            System.out.println(Json.MAPPER.writeValueAsString(Map.of("loaded", memory())));
            for (int step = 1; step <= Integer.parseInt(given.get(5)); step++) {
                double clock = System.nanoTime() / 1e9;
                double processor = processor();
                Map<String, Double> figures = job.step(step);
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("step", step);
                line.put("clock", System.nanoTime() / 1e9 - clock);
                line.put("processor", processor() - processor);
                line.putAll(figures);
                line.putAll(memory());
                System.out.println(Json.MAPPER.writeValueAsString(line));
            }
        }
    }

    /** Of this thread: what the compiler and the collector of Java use beside it is not counted. */
    private static double processor() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    /** Megabytes in main memory, now and at most. */
    private static Map<String, Double> memory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM") || line.startsWith("RssAnon"))
                .map(line -> line.split("\\s+"))
                .collect(Collectors.toMap(
                        words -> words[0].replace(":", ""), words -> Double.parseDouble(words[1]) / 1024));
    }
}
