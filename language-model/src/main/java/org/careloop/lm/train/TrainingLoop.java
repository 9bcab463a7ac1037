package org.careloop.lm.train;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.Backend;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.cli.Progress;

/** The steps of a run from its latest kept state to its end, to a request to stop, or to the end of the process. */
record TrainingLoop(
        RunDirectory directory,
        InstantSource clock,
        Progress progress,
        BooleanSupplier processEnds,
        KeptStates states,
        StatusWriter status,
        Ranks ranks) {
    private static final System.Logger LOG = System.getLogger(TrainingRun.class.getName());

    /** Does the remaining steps of a job, from the latest kept state if there is one. */
    TrainingRun.Outcome run(Job job) throws IOException {
        job.join(ranks);
        MetricLog.Line last = resume(job);
        status.loop(last.step(), job.steps());
        try (StepLog log = ranks.isFirst() ? StepLog.of(directory, clock) : StepLog.nowhere()) {
            if (last.step() == 0) {
                before(job, log);
            }
            while (last.step() < job.steps()) {
                // All stop after the same step, whichever of them was told to.
                double[] asked = ranks.sum(flag(processEnds.getAsBoolean()), flag(directory.isStopRequested()));
                if (asked[0] > 0) {
                    keepState(job, last.step());
                    return end(Phase.QUEUED, last.values());
                }
                if (asked[1] > 0) {
                    keepState(job, last.step());
                    saveModel(job, last);
                    return stopped(last.values());
                }
                last = timed(job, last);
                log.write(last.step(), last.values());
                status.step(last.step(), job.steps());
                if (ranks.isFirst()) {
                    progress.at(last.step(), job.steps(), job.headline(last.values()));
                }
                if (last.step() % job.stateEvery() == 0 && last.step() < job.steps()) {
                    keepState(job, last.step());
                }
            }
        }
        keepState(job, last.step());
        saveModel(job, last);
        return end(Phase.DONE, last.values());
    }

    private static void before(Job job, StepLog log) throws IOException {
        Map<String, Double> figures = job.before();
        if (!figures.isEmpty()) {
            log.write(0, figures);
        }
    }

    /** The step of the latest kept state and its metrics; step 0 without metrics where no state is kept. */
    private MetricLog.Line resume(Job job) throws IOException {
        long step = ranks.ofFirst(states.latest().map(KeptStates.State::step).orElse(0L));
        if (step > 0) {
            job.restoreState(states.of(step).directory());
            LOG.log(System.Logger.Level.INFO, "goes on after step {0}", step);
        }
        if (ranks.isFirst()) {
            // What was measured before the first step is measured again by whoever begins with it.
            MetricLog.truncateAfter(directory.metrics(), step > 0 ? step : -1);
        }
        return MetricLog.read(directory.metrics()).stream()
                .filter(line -> line.step() == step)
                .findFirst()
                .orElse(new MetricLog.Line(step, Map.of()));
    }

    private static double flag(boolean set) {
        return set ? 1 : 0;
    }

    private MetricLog.Line timed(Job job, MetricLog.Line before) throws IOException {
        long step = before.step() + 1;
        long earlier = job.tokensLearntFrom();
        Instant begin = clock.instant();
        Map<String, Double> metrics = new LinkedHashMap<>(job.step(step));
        double seconds = Duration.between(begin, clock.instant()).toNanos() / 1e9;
        metrics.put(Metrics.STEP_SECONDS, seconds);
        long learnt = job.tokensLearntFrom() - earlier;
        if (learnt > 0 && seconds > 0) {
            metrics.put(Metrics.TOKENS_PER_SECOND, learnt / seconds);
        }
        metrics.put(Metrics.MAIN_MEMORY, (double) Backend.heldBytes());
        return new MetricLog.Line(step, metrics);
    }

    private void keepState(Job job, long step) throws IOException {
        if (step > 0 && ranks.isFirst()) {
            states.keep(step, job::saveState);
        }
    }

    private void saveModel(Job job, MetricLog.Line last) throws IOException {
        status.phase(Phase.SAVING, null);
        if (ranks.isFirst()) {
            KeptStates.writeAside(job.result(directory), result -> job.saveModel(result, last));
        }
    }

    /** Clears the stop request, so that the next start goes on with the run. */
    TrainingRun.Outcome stopped(Map<String, Double> metrics) throws IOException {
        if (ranks.isFirst()) {
            directory.clearStop();
        }
        return end(Phase.STOPPED, metrics);
    }

    private TrainingRun.Outcome end(Phase phase, Map<String, Double> metrics) throws IOException {
        status.phase(phase, null);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} at step {1} of {2}",
                phase,
                status.current().step(),
                status.current().of());
        return new TrainingRun.Outcome(status.current(), metrics);
    }
}
