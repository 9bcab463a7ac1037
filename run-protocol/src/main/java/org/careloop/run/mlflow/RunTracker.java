package org.careloop.run.mlflow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.jspecify.annotations.Nullable;

/**
 * Tells a tracking server what {@code metrics.jsonl} says, in a thread of its own that no step waits for. A server that is away is
 * tried again, and at the end of the run once more; what it never hears stays in the run directory, and a run that goes on
 * sends it then. A figure is sent once: a run that goes on from a state before its last step writes the same figures again.
 */
public final class RunTracker implements Closeable {
    private static final System.Logger LOG = System.getLogger(RunTracker.class.getName());
    private static final String USUAL_EXPERIMENT = "careloop";

    /** How long the end of a run waits for the server. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /**
     * Between two looks at the figures.
     *
     * @param usual while the server answers
     * @param away while it does not
     */
    record Pauses(Duration usual, Duration away) {
        private static final Pauses OF_A_RUN = new Pauses(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }

    private final TrackingServer server;
    private final Tracking tracking;
    private final RunDirectory directory;
    private final RunSpec spec;
    private final InstantSource clock;
    private final Pauses pauses;
    private final CountDownLatch ends = new CountDownLatch(1);
    private final Thread thread;
    private final FreshLines fresh;
    /** Read, and not on the server yet. */
    private final List<MetricLog.Line> waiting = new ArrayList<>();

    private @Nullable TrackedRun tracked;
    private boolean complained;

    private RunTracker(
            TrackingServer server,
            String experiment,
            RunDirectory directory,
            RunSpec spec,
            InstantSource clock,
            Pauses pauses) {
        this.server = server;
        this.directory = directory;
        this.spec = spec;
        this.clock = clock;
        this.pauses = pauses;
        tracking = new Tracking(server, experiment);
        fresh = new FreshLines(directory.metrics());
        thread = Thread.ofVirtual().name("mlflow").unstarted(this::follow);
    }

    /**
     * Begins to follow a run, where the environment names a server.
     *
     * @param environment with {@code MLFLOW_TRACKING_URI} and {@code MLFLOW_EXPERIMENT_NAME}
     */
    public static Closeable of(
            Map<String, String> environment, RunDirectory directory, RunSpec spec, InstantSource clock) {
        return of(environment, directory, spec, clock, Pauses.OF_A_RUN);
    }

    static Closeable of(
            Map<String, String> environment, RunDirectory directory, RunSpec spec, InstantSource clock, Pauses pauses) {
        TrackingServer server = TrackingServer.of(environment).orElse(null);
        if (server == null) {
            return () -> {};
        }
        String experiment = environment.getOrDefault("MLFLOW_EXPERIMENT_NAME", USUAL_EXPERIMENT);
        RunTracker tracker = new RunTracker(server, experiment, directory, spec, clock, pauses);
        tracker.thread.start();
        return tracker;
    }

    private void follow() {
        try (server) {
            boolean over = false;
            while (!over) {
                over = ends.await((complained ? pauses.away() : pauses.usual()).toMillis(), TimeUnit.MILLISECONDS);
                attempt(over);
            }
        } catch (InterruptedException e) {
            // The run has ended and waited long enough.
        }
    }

    private void attempt(boolean over) throws InterruptedException {
        try {
            send();
            if (over) {
                RunStatus.Phase phase =
                        directory.readStatus().map(RunStatus::phase).orElse(RunStatus.Phase.FAILED);
                tracking.end(run().run(), phase, clock.instant());
            }
            complained = false;
        } catch (IOException | RuntimeException e) {
            if (!complained) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "MLflow at {0}: {1}. The run does not wait for it; its figures are in metrics.jsonl and are"
                                + " sent when it answers",
                        server.address(),
                        e.getMessage() == null ? "no answer" : e.getMessage());
            }
            complained = true;
        }
    }

    private void send() throws IOException, InterruptedException {
        TrackedRun known = run();
        while (!waiting.isEmpty() || waiting.addAll(fresh.read())) {
            long last = known.step();
            List<MetricLog.Line> unsent =
                    waiting.stream().filter(line -> line.step() > last).toList();
            if (!unsent.isEmpty()) {
                tracking.figures(known.run(), unsent, clock.instant());
                known = keep(new TrackedRun(
                        known.server(), known.run(), unsent.getLast().step()));
            }
            waiting.clear();
        }
    }

    /** The run on the server: that of an earlier process, or a new one. */
    private TrackedRun run() throws IOException, InterruptedException {
        TrackedRun known = tracked;
        if (known != null) {
            return known;
        }
        Path file = directory.mlflow();
        TrackedRun earlier = Files.exists(file) ? Json.read(file, TrackedRun.class) : null;
        if (earlier != null && earlier.server().equals(server.address())) {
            tracking.running(earlier.run());
            tracked = earlier;
            return earlier;
        }
        return keep(new TrackedRun(server.address(), tracking.begin(spec, clock.instant()), -1));
    }

    private TrackedRun keep(TrackedRun now) throws IOException {
        Json.replace(directory.mlflow(), now);
        tracked = now;
        return now;
    }

    /** Sends what is left and how the run ended; waits for a server that is away no longer than some seconds. */
    @Override
    public void close() {
        ends.countDown();
        try {
            if (!thread.join(PATIENCE)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
