package org.careloop.ppo.worker;

import com.sun.management.OperatingSystemMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.careloop.run.Failure;
import org.careloop.run.cli.Commands;
import org.careloop.run.worker.WorkerSigns;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code careloop worker}: executes the queued runs of a folder until the process is told to end. */
@Command(
        name = "worker",
        mixinStandardHelpOptions = true,
        description = "Executes the training runs of a folder, one at a time, until it is ended (Ctrl-C).")
public final class WorkerCommand implements Commands.Summarised {
    private static final long POLL_MILLIS = 1000;

    /** Of this process, and of no other on any machine. */
    private static final String NAME = UUID.randomUUID().toString();

    @Spec
    private CommandSpec spec;

    @Option(names = "--runs", required = true, paramLabel = "DIR", description = "The folder of run directories.")
    private Path runs;

    @Option(
            names = "--card",
            paramLabel = "N",
            description =
                    "The card that its runs have for themselves, from 0; no other worker of this machine and folder"
                            + " gets it. Without it a run uses the card that its setting device names.")
    private @Nullable Integer card;

    /** The lock of the card, held as long as the process lives. */
    private @Nullable Closeable claimed;

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Map<String, Object> call() throws IOException, InterruptedException, TimeoutException {
        PrintWriter err = spec.commandLine().getErr();
        Files.createDirectories(runs);
        InstantSource clock = InstantSource.system();
        Path folder = runs.toAbsolutePath().normalize();
        Consumer<String> lines = line -> {
            err.println("worker: " + line);
            err.flush();
        };
        Worker worker = new Worker(new WaitingRuns(folder, clock, lines), launcher(folder), clock, lines);
        WorkerSigns signs = new WorkerSigns(folder);
        Thread.ofPlatform().daemon().name("signs-of-life").start(() -> live(signs, clock, lines));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker, signs), "end-worker"));
        err.println("worker: waiting for runs in " + runs);
        err.flush();
        do {
            worker.workOff();
        } while (!ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        return Map.of();
    }

    private Worker.Launcher launcher(Path folder) throws IOException {
        Card own = card == null ? null : Card.of(card);
        if (own != null) {
            own.show(new HashMap<>(System.getenv())); // says before the first run that no such card is lent
            claimed = own.claim(folder);
        }
        return directory -> TrainerProcess.execute(directory, "org.careloop.ppo.Trainers", own);
    }

    /** Gives signs of life beside the work, which may take days. */
    private void live(WorkerSigns signs, InstantSource clock, Consumer<String> lines) {
        String said = "";
        try {
            do {
                try {
                    signs.give(NAME, clock.instant(), mainMemory());
                    said = "";
                } catch (IOException e) {
                    String problem = "no sign of life can be given: " + Failure.words(e);
                    if (!problem.equals(said)) {
                        lines.accept(problem);
                        said = problem;
                    }
                }
            } while (!ended.await(WorkerSigns.EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Bytes of this machine, or of what this container may use of it. */
    private static long mainMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private void end(Worker worker, WorkerSigns signs) {
        try {
            ended.countDown();
            worker.end();
            signs.takeBack(NAME);
        } catch (IOException e) {
            // It grows old by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
