package org.careloop.ppo.dpo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.preference.PreferenceData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code careloop dpo}: trains a policy on comparisons directly, without a reward model. */
@Command(
        name = "dpo",
        mixinStandardHelpOptions = true,
        description = "Trains a policy on comparisons by DPO. The same command goes on with an unfinished run.")
public final class DpoCommand extends TrainingCommand {
    @Option(
            names = "--comparisons",
            required = true,
            paramLabel = "FILE",
            description = "Comparisons with votes, as JSON Lines.")
    private Path comparisons;

    public DpoCommand() {
        super(RunKind.DPO, DpoTraining::load);
    }

    @Override
    protected Data data() throws IOException {
        long count = PreferenceData.read(comparisons).pairs().count();
        return new Data(Map.of(TrainingData.COMPARISONS.file(), comparisons), Map.of("comparisons", count));
    }
}
