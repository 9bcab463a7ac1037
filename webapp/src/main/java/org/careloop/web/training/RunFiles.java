package org.careloop.web.training;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.careloop.run.BadInput;
import org.careloop.run.Failure;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.web.series.Course;
import org.careloop.web.series.FigureLogs;
import org.careloop.web.series.LastLines;

/** Reads a run directory for a person's eyes. What is not there yet is empty; a trainer may be writing meanwhile. */
final class RunFiles {
    private static final int LOG_BYTES = 64 * 1024;
    private static final int LOG_LINES = 200;

    private RunFiles() {}

    static RunProgress read(Run run, FigureLogs logs, Instant now) {
        RunDirectory directory = run.directory();
        List<Phrase> problems = new ArrayList<>();
        Optional<RunStatus> status = part(directory.status(), directory::readStatus, Optional.empty(), problems);
        Course course =
                part(directory.metrics(), () -> logs.look(directory.metrics(), run::draws), Course.NONE, problems);
        boolean claimed = part(
                directory.path(), () -> Files.isDirectory(directory.path()) && directory.isClaimed(), false, problems);
        List<String> log = part(directory.log(), () -> tail(directory.log()), List.of(), problems);
        List<SampleRow> samples =
                part(directory.samples(), () -> Samples.read(directory.samples()), List.of(), problems);
        return new RunProgress(
                status,
                course,
                log,
                samples,
                problems.stream()
                        .findFirst()
                        .map(why -> RunAlarm.of(RunAlarm.Kind.UNREADABLE, why))
                        .or(() -> RunAlarms.of(status, course.isWhole() ? course.lines() : List.of(), claimed, now)),
                Files.isDirectory(directory.model()));
    }

    private interface Part<T> {
        T read() throws IOException;
    }

    /** What a file holds; where it cannot be read something else, and why. The other files are shown all the same. */
    private static <T> T part(Path file, Part<T> part, T otherwise, List<Phrase> problems) {
        try {
            return part.read();
        } catch (CharacterCodingException e) {
            problems.add(BadInput.inFile(file.toString(), Phrase.of("run.no-text", "this is no text in UTF-8")));
        } catch (IOException | RuntimeException e) {
            Phrase why = Failure.words(e);
            problems.add(why.english().contains(file.toString()) ? why : BadInput.inFile(file.toString(), why));
        }
        return otherwise;
    }

    static Optional<RunStatus> status(RunDirectory directory) {
        try {
            return directory.readStatus();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Seconds of all steps together, as the trainer timed them; empty where they cannot be read. */
    static OptionalLong trainedSeconds(RunDirectory directory) {
        try {
            return OptionalLong.of(Math.round(MetricLog.read(directory.metrics()).stream()
                    .mapToDouble(line -> line.values().getOrDefault(Metrics.STEP_SECONDS, 0.0))
                    .sum()));
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty();
        }
    }

    /** What the last step wrote; read from the end of the file, which may be long. Empty where it cannot be read. */
    static Map<String, Double> lastFigures(RunDirectory directory) {
        try {
            return MetricLog.lastOf(tail(directory.metrics()))
                    .map(MetricLog.Line::values)
                    .orElse(Map.of());
        } catch (IOException | RuntimeException e) {
            return Map.of();
        }
    }

    static List<String> tail(Path log) throws IOException {
        return LastLines.of(log, LOG_BYTES, LOG_LINES);
    }
}
