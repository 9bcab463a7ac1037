package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.CommandRun;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.settings.PpoSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ppo}: a run directory made and executed in this process. */
@Command(
        name = "ppo",
        mixinStandardHelpOptions = true,
        description = "Trains a policy by PPO against a reward model. The same command goes on with an unfinished run.")
public final class PpoCommand implements Commands.Summarised {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The policy to start from: a model directory or a run.")
    private Path model;

    @Option(
            names = "--reward",
            required = true,
            paramLabel = "DIR",
            description = "The reward model: a model directory or a run.")
    private Path reward;

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Prompts to answer, as JSON Lines.")
    private Path prompts;

    @Mixin
    private RunOptions<PpoSettings> options = new RunOptions<>(PpoSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        Map<String, Object> settings = options.changes();
        long count = JsonLines.readAll(prompts, Prompt.class).size();
        CommandRun run = new CommandRun(
                RunKind.PPO,
                ModelDirectory.of(model),
                ModelDirectory.of(reward),
                settings,
                Map.of("prompts.jsonl", prompts),
                Map.of("prompts", count));
        RunDirectory directory = options.prepare(run);
        return TrainingRun.execute(directory, PpoTraining::load).summary(directory);
    }
}
