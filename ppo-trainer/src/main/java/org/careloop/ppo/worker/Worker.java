package org.careloop.ppo.worker;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.careloop.run.Failure;
import org.careloop.run.Phrase;
import org.careloop.run.RunClaim;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunStatus;
import org.careloop.run.RunStatus.Phase;
import org.careloop.run.worker.WaitingRun;
import org.jspecify.annotations.Nullable;

/**
 * Executes the waiting runs of a folder one after the other, by priority and age, each in a process of its own. Loads no native library itself. What
 * ails a run directory fails that run alone.
 */
final class Worker {
    /** One second less than the five that the script waits for a worker, so that this process can end too. */
    private static final Duration PATIENCE = Duration.ofMillis(4500);

    /** The code of a process that the system ended by force. */
    private static final int KILLED = 137;

    /** Starts the process of a run. */
    @FunctionalInterface
    interface Launcher {
        TrainerProcess start(RunDirectory directory) throws IOException;
    }

    private final WaitingRuns runs;
    private final Launcher launcher;
    private final InstantSource clock;
    private final Consumer<String> lines;
    private volatile boolean ending;
    private volatile @Nullable TrainerProcess child;

    Worker(WaitingRuns runs, Launcher launcher, InstantSource clock, Consumer<String> lines) {
        this.runs = runs;
        this.launcher = launcher;
        this.clock = clock;
        this.lines = lines;
    }

    /** Executes waiting runs until there are none. */
    void workOff() throws IOException, InterruptedException {
        Optional<WaitingRun> next = ending ? Optional.empty() : runs.next();
        while (next.isPresent()) {
            execute(next.get());
            next = ending ? Optional.empty() : runs.next();
        }
    }

    private void execute(WaitingRun run) throws InterruptedException {
        String name = "run %s (%s)".formatted(run.spec().id(), run.spec().kind().label());
        lines.accept(name + ": started");
        try {
            TrainerProcess started = launcher.start(run.directory());
            child = started;
            int code = started.await();
            lines.accept(name + ": " + settle(run.directory(), code, started));
        } catch (IOException | RuntimeException e) {
            lines.accept(name + ": " + Failure.words(e));
            runs.fail(run.directory(), e);
        } finally {
            child = null;
        }
    }

    /** Records a crash in the status; returns a line on how the run ended. */
    private String settle(RunDirectory directory, int code, TrainerProcess ended) throws IOException {
        if (code != 0 && !ending) {
            recordCrash(directory, crash(code, ended.lastWords()));
        }
        RunStatus status = status(directory);
        String error = status.error() == null ? "" : ": " + status.error();
        return "%s at step %d of %d%s".formatted(status.phase(), status.step(), status.of(), error);
    }

    /** Under the claim of the run: as long as another process has it, that one says how the run goes. */
    private void recordCrash(RunDirectory directory, Phrase crash) throws IOException {
        try (RunClaim claim = directory.claimHere().orElse(null)) {
            RunStatus status = status(directory);
            if (claim != null && !status.phase().isOver()) {
                directory.writeStatus(new RunStatus(
                        Phase.FAILED,
                        status.step(),
                        status.of(),
                        null,
                        status.deviceWords().orElse(null),
                        crash,
                        clock.instant()));
            }
        }
    }

    private RunStatus status(RunDirectory directory) throws IOException {
        return directory.readStatus().orElse(RunStatus.queued(clock.instant()));
    }

    private static Phrase crash(int code, String lastWords) {
        boolean killed = code == KILLED;
        return Phrase.of(
                killed ? "run.killed" : "run.crashed",
                "the trainer's process ended with code %d%s; start the run again to go on from its last kept state. It last said:\n%s"
                        .formatted(code, killed ? " (killed, perhaps for want of memory)" : "", lastWords),
                code,
                Failure.ofCommand(lastWords));
    }

    /** Takes no more runs and ends the running one, which keeps its state so that another worker can go on with it. */
    void end() throws InterruptedException {
        ending = true;
        TrainerProcess running = child;
        if (running != null) {
            lines.accept("ending; the run in work keeps its state");
            running.end(PATIENCE);
        }
    }
}
