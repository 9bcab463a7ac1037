package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelDirectory;
import org.careloop.run.Prompt;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop ppo}: trains a policy on prompts, guided by a reward model. */
@Command(
        name = "ppo",
        mixinStandardHelpOptions = true,
        description = "Trains a policy by PPO against a reward model. The same command goes on with an unfinished run.")
public final class PpoCommand extends TrainingCommand {
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

    public PpoCommand() {
        super(RunKind.PPO, PpoTraining::load);
    }

    @Override
    protected Data data() throws IOException {
        long count = JsonLines.readAll(prompts, Prompt.class).size();
        return new Data(Map.of(TrainingData.PROMPTS.file(), prompts), Map.of("prompts", count));
    }

    @Override
    protected Optional<Path> reward() {
        return Optional.of(ModelDirectory.of(reward));
    }
}
