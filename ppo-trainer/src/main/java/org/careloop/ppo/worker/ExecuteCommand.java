package org.careloop.ppo.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.train.Agreement;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.Together;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code careloop execute}: executes one run directory in this process. A worker starts it for each run. */
@Command(
        name = "execute",
        mixinStandardHelpOptions = true,
        description = "Executes a run directory, on from its last kept state if there is one.")
public final class ExecuteCommand implements Commands.Summarised {
    private final Function<RunKind, Job.Loader> trainers;

    @Parameters(paramLabel = "RUN_DIR", description = "A directory with a run.json.")
    private Path path;

    @Option(
            names = "--waiting",
            description = "Does nothing with a run that is over: another worker took it in between.")
    private boolean waiting;

    /** @param trainers loads the job of each kind of run */
    public ExecuteCommand(Function<RunKind, Job.Loader> trainers) {
        this.trainers = trainers;
    }

    @Override
    public Map<String, Object> call() throws IOException {
        RunDirectory directory = new RunDirectory(path.toAbsolutePath().normalize());
        return Together.call(ranks -> execute(directory, ranks));
    }

    private Map<String, Object> execute(RunDirectory directory, Ranks ranks) throws IOException {
        Job.Loader loader = trainers.apply(directory.readSpec().kind());
        Agreement.require(ranks, () -> Agreement.facts(directory));
        if (!waiting) {
            return TrainingRun.execute(directory, loader, ranks).summary(directory);
        }
        Optional<TrainingRun.Outcome> outcome = TrainingRun.executeWaiting(directory, loader, ranks);
        return outcome.isPresent() ? outcome.get().summary(directory) : Map.of();
    }
}
