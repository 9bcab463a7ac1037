package org.careloop.lm.train;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.careloop.lm.ranks.RankLost;
import org.careloop.lm.ranks.Ranks;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Failure;
import org.careloop.run.Json;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.cli.Progress;
import org.careloop.run.health.RunCourse;
import org.careloop.run.mlflow.RunTracker;

/**
 * Executes a {@link RunDirectory}; every kind of training shares it. Writes status, metrics and log, keeps a state at
 * intervals and resumes from the latest, obeys stop requests, and says after a failure what is kept and how to go on.
 *
 * <p>A run that a person stops ends as {@code STOPPED} with its state and the model so far. A run whose process gets a
 * signal to end goes back to {@code QUEUED} with its state; the next process continues it.
 */
public final class TrainingRun {
    private static final System.Logger LOG = System.getLogger(TrainingRun.class.getName());

    private final RunDirectory directory;
    private final Ranks ranks;
    private final KeptStates states;
    private final StatusWriter status;
    private final TrainingLoop loop;

    TrainingRun(
            RunDirectory directory, InstantSource clock, Progress progress, BooleanSupplier processEnds, Ranks ranks)
            throws IOException {
        this.directory = directory;
        this.ranks = ranks;
        states = new KeptStates(directory.state());
        status = new StatusWriter(directory, clock, ranks.isFirst());
        loop = new TrainingLoop(directory, clock, progress, processEnds, states, status, ranks);
    }

    /**
     * How a run ended.
     *
     * @param metrics of the run's last step; empty when no step was done
     */
    public record Outcome(RunStatus status, Map<String, Double> metrics) {

        /** The facts of a command's closing line. */
        public Map<String, Object> summary(RunDirectory directory) throws IOException {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("run", directory.path().toString());
            facts.put("phase", status.phase());
            facts.put("step", status.step());
            facts.put("of", status.of());
            if (Files.isDirectory(directory.model())) {
                facts.put("model", directory.model().toString());
            }
            facts.put("metrics", metrics);
            Map<String, Long> alarms = RunCourse.read(directory.metrics()).alarms();
            if (!alarms.isEmpty()) {
                facts.put("alarms", alarms);
            }
            return facts;
        }
    }

    /**
     * Executes a run in this process alone to its end, from the latest kept state if there is one.
     *
     * @throws BadInput when the run description or its data are wrong
     * @throws RunFailed on anything else that ends it early
     */
    public static Outcome execute(RunDirectory directory, Job.Loader loader) throws IOException {
        return execute(directory, loader, Ranks.ALONE);
    }

    /** The same by several processes, each of which calls this; the first claims the run and writes. */
    public static Outcome execute(RunDirectory directory, Job.Loader loader, Ranks ranks) throws IOException {
        RunSpec spec = directory.readSpec();
        try (RunClaim claim = ranks.isFirst() ? directory.claimOrRefuse() : null;
                ProcessEnd end = ProcessEnd.watch()) {
            Progress progress = Progress.of(spec.kind().label());
            return new TrainingRun(directory, InstantSource.system(), progress, end, ranks).execute(spec, loader);
        }
    }

    /**
     * The same for a run that a queue says waits: another worker may have taken it in between, and may be done with it.
     *
     * @return empty when another process has the run, or the run is over
     */
    public static Optional<Outcome> executeWaiting(RunDirectory directory, Job.Loader loader, Ranks ranks)
            throws IOException {
        RunSpec spec = directory.readSpec();
        try (RunClaim claim = ranks.isFirst() ? directory.claimHere().orElse(null) : null;
                ProcessEnd end = ProcessEnd.watch()) {
            boolean taken = ranks.isFirst() && (claim == null || isOver(directory));
            if (ranks.ofFirst(taken ? 1 : 0) > 0) {
                return Optional.empty();
            }
            Progress progress = Progress.of(spec.kind().label());
            TrainingRun run = new TrainingRun(directory, InstantSource.system(), progress, end, ranks);
            return Optional.of(run.execute(spec, loader));
        }
    }

    private static boolean isOver(RunDirectory directory) throws IOException {
        return directory.readStatus().filter(known -> known.phase().isOver()).isPresent();
    }

    Outcome execute(RunSpec spec, Job.Loader loader) throws IOException {
        try (RunLog log = ranks.isFirst() ? RunLog.open(directory.log()) : RunLog.nowhere();
                Closeable tracker = tracker(spec)) {
            ranks.onLoss(this::recordLoss);
            return guarded(spec, loader);
        }
    }

    private Closeable tracker(RunSpec spec) {
        return ranks.isFirst() ? RunTracker.of(System.getenv(), directory, spec, InstantSource.system()) : () -> {};
    }

    private Outcome guarded(RunSpec spec, Job.Loader loader) throws IOException {
        try {
            if (ranks.isFirst() && status.current().phase() == Phase.STOPPED) {
                directory.clearStop();
            }
            if (ranks.ofFirst(directory.isStopRequested() ? 1 : 0) > 0) {
                return loop.stopped(Map.of());
            }
            status.phase(Phase.LOADING, null);
            verifyDataset();
            LOG.log(
                    System.Logger.Level.INFO,
                    "run {0}: {1}",
                    spec.id(),
                    spec.kind().label());
            if (ranks.size() > 1) {
                LOG.log(System.Logger.Level.INFO, "trained by {0} ranks", ranks.size());
            }
            try (Job job = loader.load(directory, spec)) {
                status.device(job.device());
                LOG.log(System.Logger.Level.INFO, "computes on {0}", job.device());
                return loop.run(job);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw failed(e);
        }
    }

    private void verifyDataset() throws IOException {
        if (Files.exists(directory.manifest())) {
            Json.read(directory.manifest(), DatasetManifest.class).verify(directory.dataset());
        }
    }

    /** Records a failure in log and status; returns the exception to throw. */
    private RuntimeException failed(Throwable e) throws IOException {
        Phrase what = e instanceof RankLost lost ? lost.phrase() : Failure.words(e);
        if (e instanceof BadInput || Failure.isOfTheMachine(what)) {
            // The run's page shows the log, and the input or the machine is at fault: no place in this program helps.
            LOG.log(System.Logger.Level.ERROR, "failed: {0}", what);
        } else {
            LOG.log(System.Logger.Level.ERROR, "failed", e);
        }
        Phrase message = withRemedy(what);
        status.phase(Phase.FAILED, message);
        return e instanceof BadInput bad ? bad : new RunFailed(message.english(), e);
    }

    private Phrase withRemedy(Phrase what) throws IOException {
        Phrase remedy = howToGoOn();
        return Phrase.of(
                "run.failed", "%s. %s".formatted(what.english().replaceAll("[.\\s]+$", ""), remedy), what, remedy);
    }

    /** Called while the thread that computes is inside an operation that will not return. */
    private void recordLoss(Phrase lost) {
        try {
            status.phase(Phase.FAILED, withRemedy(lost));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Phrase howToGoOn() throws IOException {
        return states.latest()
                .map(state -> Phrase.of(
                        "run.kept",
                        "The state after step %d is kept: start the run again to go on from there"
                                .formatted(state.step()),
                        state.step()))
                .orElse(Phrase.of("run.nothing-kept", "No step is kept: start the run again to begin anew"));
    }
}
