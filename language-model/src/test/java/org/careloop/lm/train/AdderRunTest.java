package org.careloop.lm.train;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.careloop.lm.ranks.Ranks;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.cli.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a training that adds numbers, on a clock stepped by hand. */
abstract class AdderRunTest {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final RunSpec SPEC = new RunSpec("r1", RunKind.SFT, NOON, "command line", "model", null, Map.of(), Map.of());

    @TempDir
    private Path folder;

    RunDirectory directory;
    private final Clock clock = new Clock();
    final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    boolean processEnds;

    @BeforeEach
    void submit() throws IOException {
        directory = new RunDirectory(folder.resolve("r1"));
        directory.submit(SPEC, RunStatus.queued(NOON));
    }

    TrainingRun.Outcome run(Adder adder) throws IOException {
        return trainingRun().execute(SPEC, (runDirectory, spec) -> adder);
    }

    TrainingRun trainingRun() throws IOException {
        Progress progress = Progress.plain(new PrintStream(terminal, true, StandardCharsets.UTF_8), clock, "sft");
        return new TrainingRun(directory, clock, progress, () -> processEnds, Ranks.ALONE);
    }

    RunStatus status() {
        try {
            return directory.readStatus().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> names(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    /** Stepped by hand. */
    static final class Clock implements InstantSource {
        private Instant now = NOON;

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** A training that adds the numbers of its steps, five tokens and two seconds each, and keeps every second state. */
    final class Adder implements Job {
        private final long steps;
        LongConsumer before = step -> {};
        Runnable onSave = () -> {};
        Runnable onModel = () -> {};
        MetricLog.Line last = new MetricLog.Line(-1, Map.of());
        private long tokens;
        long sum;
        long restoredSum = -1;

        Adder(long steps) {
            this.steps = steps;
        }

        @Override
        public long steps() {
            return steps;
        }

        @Override
        public long stateEvery() {
            return 2;
        }

        @Override
        public Phrase device() {
            return Phrase.verbatim("an abacus");
        }

        @Override
        public Map<String, Double> step(long number) {
            before.accept(number);
            clock.now = clock.now.plus(Duration.ofSeconds(2));
            sum += number;
            tokens += 5;
            return Map.of("sum", (double) sum);
        }

        @Override
        public long tokensLearntFrom() {
            return tokens;
        }

        @Override
        public String headline(Map<String, Double> metrics) {
            return "sum %.0f".formatted(metrics.get("sum"));
        }

        @Override
        public void saveState(Path directory) throws IOException {
            Files.writeString(directory.resolve("sum"), Long.toString(sum));
            onSave.run();
        }

        @Override
        public void restoreState(Path directory) throws IOException {
            sum = Long.parseLong(Files.readString(directory.resolve("sum")));
            restoredSum = sum;
        }

        @Override
        public void saveModel(Path directory, MetricLog.Line done) throws IOException {
            onModel.run();
            last = done;
            Files.writeString(directory.resolve("sum"), Long.toString(sum));
        }

        @Override
        public void close() {}
    }
}
