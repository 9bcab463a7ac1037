package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.lm.train.TrainingCommand;
import org.careloop.run.BadInput;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.health.WatchRule;
import org.careloop.run.rows.PromptFile;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.TrainerSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that trains a policy on prompts, guided by a reward model. */
@Command(mixinStandardHelpOptions = true)
public abstract sealed class OnPolicyCommand extends TrainingCommand {
    @Option(
            names = "--reward",
            required = true,
            paramLabel = "DIR",
            description = "The reward model: a model directory, a run, or an adapter's directory.")
    private Path reward;

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Prompts to answer, as JSON Lines.")
    private Path prompts;

    @Option(
            names = "--watch",
            paramLabel = "DIR|RULE",
            description =
                    "What judges the answers too and never trains, several allowed: a reward model, or a rule (length, repetition).")
    private List<String> watches = List.of();

    @Option(
            names = "--pretraining",
            paramLabel = "FILE",
            description =
                    "Text that is learnt besides, with the weight of the setting pretrainingCoefficient: JSON Lines with a field text, or a plain text.")
    private @Nullable Path pretraining;

    private OnPolicyCommand(RunKind kind) {
        super(kind, OnPolicyTraining::load);
    }

    @Override
    protected Data data() throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        Map<String, Long> counts = new LinkedHashMap<>();
        files.put(TrainingData.PROMPTS.file(), prompts);
        counts.put("prompts", (long) PromptFile.read(prompts).size());
        boolean mixed = settings(TrainerSettings.of(kind())) instanceof OnPolicySettings known
                && known.mix().pretrainingCoefficient() > 0;
        if (mixed && pretraining == null) {
            throw PretrainingText.missing();
        }
        if (pretraining != null) {
            if (!mixed) {
                throw BadInput.coded(
                        "pretraining.unused",
                        "--pretraining is given, and pretrainingCoefficient is 0; set it, for example to 0.1, or leave the text out");
            }
            files.put(PretrainingText.nameOf(pretraining), pretraining);
            counts.put("pretraining texts", (long)
                    PretrainingText.texts(pretraining).size());
        }
        return new Data(files, counts);
    }

    @Override
    protected Optional<Path> reward() throws IOException {
        return Optional.of(source(reward).given());
    }

    @Override
    protected List<String> watches() throws IOException {
        List<String> named = new ArrayList<>();
        for (String watch : watches) {
            named.add(WatchRule.of(watch).isPresent() ? watch : model(watch));
        }
        return named;
    }

    private String model(String watch) throws IOException {
        if (!Files.isDirectory(Path.of(watch))) {
            throw BadInput.coded(
                    "run.watch",
                    "--watch %s: neither a rule (%s) nor a directory; expected one of these rules, or the directory of a reward model"
                            .formatted(watch, WatchRule.labels()),
                    watch,
                    WatchRule.labels());
        }
        return source(Path.of(watch)).given().toString();
    }

    /** {@code careloop ppo}. */
    @Command(
            name = "ppo",
            description =
                    "Trains a policy by PPO against a reward model: a critic foresees the score at each token. The same command goes on with an unfinished run.")
    public static final class Ppo extends OnPolicyCommand {
        public Ppo() {
            super(RunKind.PPO);
        }
    }

    /** {@code careloop rloo}. */
    @Command(
            name = "rloo",
            description =
                    "Trains a policy by RLOO against a reward model: an answer is measured by the others to its prompt. The same command goes on with an unfinished run.")
    public static final class Rloo extends OnPolicyCommand {
        public Rloo() {
            super(RunKind.RLOO);
        }
    }

    /** {@code careloop grpo}. */
    @Command(
            name = "grpo",
            description =
                    "Trains a policy by GRPO against a reward model: scores are normalised among the answers to a prompt. The same command goes on with an unfinished run.")
    public static final class Grpo extends OnPolicyCommand {
        public Grpo() {
            super(RunKind.GRPO);
        }
    }

    /** {@code careloop reinforce}. */
    @Command(
            name = "reinforce",
            description =
                    "Trains a policy by REINFORCE++ against a reward model: rewards are normalised over all answers of an iteration. The same command goes on with an unfinished run.")
    public static final class Reinforce extends OnPolicyCommand {
        public Reinforce() {
            super(RunKind.REINFORCE);
        }
    }
}
