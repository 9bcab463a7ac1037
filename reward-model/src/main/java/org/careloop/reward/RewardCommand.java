package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.preference.PromptSplit;
import org.careloop.run.preference.RewardData;
import org.careloop.run.settings.RewardSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop reward}: trains a reward model on comparisons. */
@Command(
        name = "reward",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a reward model on people's comparisons.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the same command again goes on where it stopped."
        })
public final class RewardCommand extends TrainingCommand {
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

    public RewardCommand() {
        super(RunKind.REWARD, RewardTraining::load);
    }

    @Override
    protected Data data() throws IOException {
        PromptSplit votes = RewardData.split(comparisons, evaluation, settings(RewardSettings.class));
        Map<String, Path> files = new LinkedHashMap<>();
        files.put(TrainingData.COMPARISONS.file(), comparisons);
        if (evaluation != null) {
            files.put(RewardData.EVALUATION, evaluation);
        }
        return new Data(files, Map.of("comparisons", votes.pairs(), "votes", votes.votes()));
    }
}
