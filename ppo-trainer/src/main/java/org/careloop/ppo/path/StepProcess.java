package org.careloop.ppo.path;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.careloop.ppo.worker.SameJava;
import org.careloop.ppo.worker.ThreadCount;
import org.careloop.run.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * Runs a step's command in a process of its own, which speaks on this one's stderr. It ends with this one.
 *
 * @param mainClass of the commands
 * @param folder in which the commands run, that of the recipe
 * @param out the path's directory
 */
record StepProcess(String mainClass, Path folder, Path out) implements PathRun.Steps {
    private static final TypeReference<LinkedHashMap<String, Object>> FACTS = new TypeReference<>() {};
    /** For a trainer to keep its state. */
    private static final long PATIENCE_SECONDS = 60;

    @Override
    public Ended run(PlannedStep step) throws IOException, InterruptedException {
        Path log = out.resolve(step.folder() + ".crash.log");
        Path parent = log.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        ProcessBuilder builder = new ProcessBuilder(SameJava.command(mainClass, log, step.arguments()))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        String model = step.model();
        if (model != null && Files.isDirectory(folder.resolve(model))) {
            ThreadCount.choose(builder.environment(), folder.resolve(model));
        }
        Process process = builder.start();
        Thread hook = new Thread(() -> end(process), "end-of-step");
        Runtime.getRuntime().addShutdownHook(hook);
        String last = lastLine(process);
        int code = process.waitFor();
        forget(hook);
        return new Ended(code, summary(last).orElse(Map.of()));
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process ends, and the hook with it.
        }
    }

    private static @Nullable String lastLine(Process process) throws IOException {
        String last = null;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        return last;
    }

    private static Optional<Map<String, Object>> summary(@Nullable String line) {
        try {
            return line == null ? Optional.empty() : Optional.ofNullable(Json.MAPPER.readValue(line, FACTS));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
