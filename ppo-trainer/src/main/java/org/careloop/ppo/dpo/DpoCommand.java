package org.careloop.ppo.dpo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.CommandRun;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelDirectory;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.settings.DpoSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dpo}: a run directory made and executed in this process. */
@Command(
        name = "dpo",
        mixinStandardHelpOptions = true,
        description = "Trains a policy on comparisons by DPO. The same command goes on with an unfinished run.")
public final class DpoCommand implements Commands.Summarised {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The policy to start from: a model directory or a run.")
    private Path model;

    @Option(
            names = "--comparisons",
            required = true,
            paramLabel = "FILE",
            description = "Comparisons with votes, as JSON Lines.")
    private Path comparisons;

    @Mixin
    private RunOptions<DpoSettings> options = new RunOptions<>(DpoSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        Map<String, Object> settings = options.changes();
        long count = JsonLines.readAll(comparisons, Comparison.class).size();
        CommandRun run = new CommandRun(
                RunKind.DPO,
                ModelDirectory.of(model),
                null,
                settings,
                Map.of("comparisons.jsonl", comparisons),
                Map.of("comparisons", count));
        RunDirectory directory = options.prepare(run);
        return TrainingRun.execute(directory, DpoTraining::load).summary(directory);
    }
}
