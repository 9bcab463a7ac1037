package org.careloop.lm.train;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.careloop.run.BadInput;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.cli.Progress;

/**
 * Executes a {@link RunDirectory}: what every kind of training shares around its steps. Keeps status, metrics and log up
 * to date, keeps a state every so often, goes on from the latest one, minds requests to stop, and says on a failure what
 * is kept and how to go on.
 *
 * <p>A run that a person stops ends as {@code STOPPED} with its state and the model so far. A run whose process is told to
 * end goes back to {@code QUEUED} with its state, for the next process to continue.
 */
public final class TrainingRun {
    private static final System.Logger LOG = System.getLogger(TrainingRun.class.getName());

    private final RunDirectory directory;
    private final InstantSource clock;
    private final Progress progress;
    private final BooleanSupplier processEnds;
    private final KeptStates states;
    private final StatusBoard status;

    TrainingRun(RunDirectory directory, InstantSource clock, Progress progress, BooleanSupplier processEnds)
            throws IOException {
        this.directory = directory;
        this.clock = clock;
        this.progress = progress;
        this.processEnds = processEnds;
        this.states = new KeptStates(directory.state());
        this.status = new StatusBoard(directory, clock);
    }

    /**
     * How a run ended.
     *
     * @param metrics figures of the last step that this process did; empty when it did none
     */
    public record Outcome(RunStatus status, Map<String, Double> metrics) {

        /** The facts of a command's closing line. */
        public Map<String, Object> summary(RunDirectory directory) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("run", directory.path().toString());
            facts.put("phase", status.phase());
            facts.put("step", status.step());
            facts.put("of", status.of());
            if (Files.isDirectory(directory.model())) {
                facts.put("model", directory.model().toString());
            }
            facts.put("metrics", metrics);
            return facts;
        }
    }

    /**
     * Executes a run in this process to its end, on from the latest kept state if there is one.
     *
     * @throws BadInput when the run cannot be done as it is described
     * @throws RunFailed on anything else that ends it early
     */
    public static Outcome execute(RunDirectory directory, Job.Loader loader) throws IOException {
        RunSpec spec = directory.readSpec();
        try (RunClaim claim = claim(directory);
                ProcessEnd end = ProcessEnd.watch()) {
            Progress progress = Progress.of(spec.kind().label());
            return new TrainingRun(directory, InstantSource.system(), progress, end).execute(spec, loader);
        }
    }

    private static RunClaim claim(RunDirectory directory) throws IOException {
        String who = "process %d on %s"
                .formatted(
                        ProcessHandle.current().pid(),
                        InetAddress.getLocalHost().getHostName());
        Optional<RunClaim> claim = directory.claim(who);
        if (claim.isEmpty()) {
            throw BadInput.in(
                    directory.path(),
                    "this run is being executed already, by %s"
                            .formatted(directory.claimedBy().orElse("another process")));
        }
        return claim.get();
    }

    Outcome execute(RunSpec spec, Job.Loader loader) throws IOException {
        try (RunLog log = RunLog.open(directory.log())) {
            return guarded(spec, loader);
        }
    }

    private Outcome guarded(RunSpec spec, Job.Loader loader) throws IOException {
        try {
            if (status.current().phase() == Phase.STOPPED) {
                directory.clearStop();
            }
            if (directory.isStopRequested()) {
                return stopped(Map.of());
            }
            status.phase(Phase.LOADING, null);
            verifyDataset();
            LOG.log(
                    System.Logger.Level.INFO,
                    "run {0}: {1}",
                    spec.id(),
                    spec.kind().label());
            try (Job job = loader.load(directory, spec)) {
                status.device(job.device());
                LOG.log(System.Logger.Level.INFO, "computes on {0}", job.device());
                return train(job);
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

    private Outcome train(Job job) throws IOException {
        long step = resume(job);
        status.loop(step, job.steps());
        Map<String, Double> metrics = Map.of();
        try (MetricLog log = MetricLog.append(directory.metrics())) {
            while (step < job.steps()) {
                if (processEnds.getAsBoolean()) {
                    keepState(job, step);
                    return over(Phase.QUEUED, metrics);
                }
                if (directory.isStopRequested()) {
                    keepState(job, step);
                    saveModel(job);
                    return stopped(metrics);
                }
                step++;
                metrics = timed(job, step);
                log.write(step, metrics);
                status.step(step, job.steps());
                progress.at(step, job.steps(), job.headline(metrics));
                if (step % job.stateEvery() == 0 && step < job.steps()) {
                    keepState(job, step);
                }
            }
        }
        keepState(job, step);
        saveModel(job);
        return over(Phase.DONE, metrics);
    }

    private long resume(Job job) throws IOException {
        Optional<KeptStates.State> latest = states.latest();
        long step = latest.map(KeptStates.State::step).orElse(0L);
        if (latest.isPresent()) {
            job.restoreState(latest.get().directory());
            LOG.log(System.Logger.Level.INFO, "goes on after step {0}", step);
        }
        MetricLog.truncateAfter(directory.metrics(), step);
        return step;
    }

    private Map<String, Double> timed(Job job, long step) throws IOException {
        Instant begin = clock.instant();
        Map<String, Double> metrics = new LinkedHashMap<>(job.step(step));
        metrics.put("time/step", Duration.between(begin, clock.instant()).toNanos() / 1e9);
        return metrics;
    }

    private void keepState(Job job, long step) throws IOException {
        if (step > 0) {
            states.keep(step, job::saveState);
        }
    }

    private void saveModel(Job job) throws IOException {
        status.phase(Phase.SAVING, null);
        KeptStates.writeAside(directory.model(), job::saveModel);
    }

    /** The request is met by now; the next start is a wish to go on. */
    private Outcome stopped(Map<String, Double> metrics) throws IOException {
        directory.clearStop();
        return over(Phase.STOPPED, metrics);
    }

    private Outcome over(Phase phase, Map<String, Double> metrics) throws IOException {
        status.phase(phase, null);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} at step {1} of {2}",
                phase,
                status.current().step(),
                status.current().of());
        return new Outcome(status.current(), metrics);
    }

    /** Records a failure where a person looks for it, and gives back what to throw. */
    private RuntimeException failed(Throwable e) throws IOException {
        LOG.log(System.Logger.Level.ERROR, "failed", e);
        String what = e.getMessage() == null ? e.toString() : e.getMessage();
        String message = "%s. %s".formatted(what.replaceAll("[.\\s]+$", ""), wayOn());
        status.phase(Phase.FAILED, message);
        return e instanceof BadInput bad ? bad : new RunFailed(message, e);
    }

    private String wayOn() throws IOException {
        return states.latest()
                .map(state -> "The state after step %d is kept: start the run again to go on from there"
                        .formatted(state.step()))
                .orElse("No step is kept: start the run again to begin anew");
    }
}
