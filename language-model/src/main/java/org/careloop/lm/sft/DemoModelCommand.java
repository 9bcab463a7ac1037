package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.CheckpointWriter;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.text.TokenizerTraining;
import org.careloop.lm.train.TrainingRun;
import org.careloop.run.JsonLines;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.TrainingData;
import org.careloop.run.cli.CommandRun;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.RunOptions;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.SftSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop make-demo-model}: trains the demo policy on the demo corpus, from random weights. */
@Command(
        name = "make-demo-model",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the demo policy from nothing: tokenizer, nano Llama, training on the demo corpus.",
            "OUT becomes a run directory with the checkpoint in OUT/model; the untrained model stays beside it in OUT-base."
        })
public final class DemoModelCommand implements Commands.Summarised {
    private static final int VOCABULARY = 3072;
    private static final int MAX_POSITIONS = 512;

    /** Settings that a model with random weights needs; the defaults are for a pre-trained one. */
    private static final Map<String, Object> FROM_RANDOM_WEIGHTS = Map.of(
            "epochs", 6,
            "batchSize", 16,
            "learningRate", 2e-3,
            "weightDecay", 0.1,
            "evaluationShare", 0);

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            defaultValue = "demo/corpus",
            description = "directory with topics.*.json (${DEFAULT-VALUE})")
    private Path corpus;

    @Mixin
    private RunOptions<SftSettings> options = new RunOptions<>(SftSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        DemoCorpus dialogues = DemoCorpus.read(corpus);
        Map<String, Object> changed = new LinkedHashMap<>(FROM_RANDOM_WEIGHTS);
        changed.putAll(options.changes());
        SftSettings checked = Settings.apply(SftSettings.class, changed);
        Path place = options.out().toAbsolutePath().normalize();
        Path base = place.resolveSibling(place.getFileName() + "-base");
        initialise(dialogues, checked.run().seed(), base);
        Path data = base.resolve(TrainingData.DIALOGUES.file());
        JsonLines.write(data, dialogues.dialogues());
        long count = dialogues.dialogues().size();
        RunDirectory directory = options.prepare(new CommandRun(
                RunKind.SFT,
                base,
                null,
                null,
                changed,
                Map.of(TrainingData.DIALOGUES.file(), data),
                Map.of("dialogues", count)));
        return TrainingRun.execute(directory, SftJob::load).summary(directory);
    }

    /** Writes the tokenizer and the untrained model; the same corpus and seed give the same bytes. */
    private static void initialise(DemoCorpus corpus, long seed, Path base) throws IOException {
        Files.createDirectories(base);
        Tokenizer tokenizer = TokenizerTraining.train(corpus.texts(), VOCABULARY, MAX_POSITIONS, base);
        ModelConfig config = ModelConfig.llama(VOCABULARY, 192, 448, 4, 6, 2, MAX_POSITIONS)
                .withSpecialIds(
                        tokenizer.bos().getAsInt(),
                        tokenizer.stopIds(),
                        tokenizer.pad().getAsInt());
        CheckpointWriter.of(LanguageModel.initialise(config, Rng.seeded(seed))).write(base);
    }
}
