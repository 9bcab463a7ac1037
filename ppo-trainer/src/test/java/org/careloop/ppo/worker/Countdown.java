package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.careloop.lm.train.Job;
import org.careloop.run.BadInput;
import org.careloop.run.MetricLog;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.cli.Commands;
import picocli.CommandLine;

/** A main class whose runs count steps of a few milliseconds; model "bad" is refused and model "crash" kills the process. */
public final class Countdown implements Job {
    private final long steps;
    private long done;

    private Countdown(long steps) {
        this.steps = steps;
    }

    public static void main(String[] arguments) {
        CommandLine commands = new CommandLine(new Root()).addSubcommand(new ExecuteCommand(kind -> Countdown::load));
        System.exit(Commands.run(commands, arguments));
    }

    @CommandLine.Command(name = "countdown")
    static final class Root {}

    /** Says in the run directory that it was loaded, which is after the claim. */
    private static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        Files.writeString(
                directory.path().resolve("loaded"),
                ProcessHandle.current().pid() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        switch (spec.startsFrom()) {
            case "bad" -> throw new BadInput("model bad: no config.json in it");
            case "crash" -> {
                System.err.println("a native library fell over");
                Runtime.getRuntime().halt(134);
            }
            default -> {}
        }
        return new Countdown(((Number) spec.settings().get("steps")).longValue());
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long stateEvery() {
        return 1_000_000;
    }

    @Override
    public Phrase device() {
        return Phrase.verbatim("fingers");
    }

    @Override
    public Map<String, Double> step(long number) {
        LockSupport.parkNanos(5_000_000);
        done = number;
        return Map.of();
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return "";
    }

    @Override
    public void saveState(Path directory) throws IOException {
        Files.writeString(directory.resolve("done"), Long.toString(done));
    }

    @Override
    public void restoreState(Path directory) throws IOException {
        done = Long.parseLong(Files.readString(directory.resolve("done")));
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        Files.writeString(directory.resolve("done"), Long.toString(done));
    }

    @Override
    public void close() {}
}
