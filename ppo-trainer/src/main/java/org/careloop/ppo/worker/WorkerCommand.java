package org.careloop.ppo.worker;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.careloop.run.cli.Commands;
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

    @Spec
    private CommandSpec spec;

    @Option(names = "--runs", required = true, paramLabel = "DIR", description = "The folder of run directories.")
    private Path runs;

    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public Map<String, Object> call() throws IOException, InterruptedException, TimeoutException {
        PrintWriter err = spec.commandLine().getErr();
        Files.createDirectories(runs);
        InstantSource clock = InstantSource.system();
        Worker worker = new Worker(
                new WaitingRuns(runs.toAbsolutePath().normalize(), clock),
                directory -> TrainerProcess.execute(directory, "org.careloop.ppo.Trainers"),
                clock,
                line -> {
                    err.println("worker: " + line);
                    err.flush();
                });
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(worker), "end-worker"));
        err.println("worker: waiting for runs in " + runs);
        err.flush();
        do {
            worker.workOff();
        } while (!ended.await(POLL_MILLIS, TimeUnit.MILLISECONDS));
        return Map.of();
    }

    private void end(Worker worker) {
        try {
            ended.countDown();
            worker.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
