package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.TrainingRun;
import org.careloop.reward.preference.PreferenceData;
import org.careloop.run.CommandRun;
import org.careloop.run.ModelDirectory;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.settings.RewardSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop reward}: comparisons to a reward model. */
@Command(
        name = "reward",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a reward model on people's comparisons.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the same command again goes on where it stopped."
        })
public final class RewardCommand implements Commands.Summarised {
    @Option(names = "--model", required = true, paramLabel = "DIR", description = "language model to start from")
    private Path model;

    @Option(
            names = "--comparisons",
            required = true,
            paramLabel = "FILE",
            description = "JSON Lines: id, prompt, a, b, votes")
    private Path comparisons;

    @Option(
            names = "--eval",
            paramLabel = "FILE",
            description = "comparisons to evaluate on; without it a share of the prompts is held out")
    private @Nullable Path evaluation;

    @Mixin
    private RunOptions<RewardSettings> options = new RunOptions<>(RewardSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        RunDirectory directory = options.prepare(checked());
        return TrainingRun.execute(directory, RewardTraining::load).summary(directory);
    }

    /** Everything that can be wrong with the input is found before a directory is made. */
    private CommandRun checked() throws IOException {
        Path base = ModelDirectory.of(model);
        Tokenizer.load(base);
        Map<String, Object> changed = options.changes();
        PreferenceData votes = RewardData.read(comparisons);
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(RewardData.COMPARISONS, comparisons);
        Optional<Path> held = Optional.ofNullable(evaluation);
        if (held.isPresent()) {
            RewardData.read(held.get());
            files.put(RewardData.EVALUATION, held.get());
        }
        Map<String, Long> counts = Map.of(
                "comparisons", votes.pairs().count(), "votes", votes.votes().count());
        return new CommandRun(RunKind.REWARD, base, null, changed, files, counts);
    }
}
