package org.careloop.web.training;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;

/** Reads a run directory for a person's eyes. What is not there yet is empty; a trainer may be writing meanwhile. */
final class RunFiles {
    private static final int LOG_BYTES = 64 * 1024;
    private static final int LOG_LINES = 200;
    private static final int MOST_POINTS = 400;

    private RunFiles() {}

    static RunProgress read(Run run, Instant now) {
        RunDirectory directory = run.directory();
        try {
            Optional<RunStatus> status = status(directory);
            List<MetricLog.Line> metrics = MetricLog.read(directory.metrics());
            boolean claimed = Files.isDirectory(directory.path()) && directory.isClaimed();
            return new RunProgress(
                    status,
                    thin(metrics),
                    tail(directory.log()),
                    Samples.read(directory.samples()),
                    RunAlarms.of(status, metrics, claimed, now),
                    Files.isDirectory(directory.model()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<RunStatus> status(RunDirectory directory) {
        try {
            return directory.readStatus();
        } catch (IOException | BadInput e) {
            return Optional.empty();
        }
    }

    /** Seconds of all steps together, as the trainer timed them. */
    static long trainedSeconds(RunDirectory directory) {
        try {
            return Math.round(MetricLog.read(directory.metrics()).stream()
                    .mapToDouble(line -> line.values().getOrDefault(Metrics.STEP_SECONDS, 0.0))
                    .sum());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At most so many points as a curve can show, first and last among them. */
    static List<MetricLog.Line> thin(List<MetricLog.Line> lines) {
        if (lines.size() <= MOST_POINTS) {
            return lines;
        }
        List<MetricLog.Line> kept = new ArrayList<>(MOST_POINTS);
        for (int i = 0; i < MOST_POINTS; i++) {
            kept.add(lines.get((int) ((long) i * (lines.size() - 1) / (MOST_POINTS - 1))));
        }
        return kept;
    }

    static List<String> tail(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - LOG_BYTES);
            byte[] bytes = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // Where the beginning was cut, so was its first line.
            int from = Math.max(start > 0 ? 1 : 0, lines.size() - LOG_LINES);
            return lines.subList(Math.min(from, lines.size()), lines.size());
        }
    }
}
