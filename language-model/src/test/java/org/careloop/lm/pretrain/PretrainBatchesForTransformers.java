package org.careloop.lm.pretrain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.Trainee;
import org.careloop.lm.weights.SafeTensorsWriter;
import org.careloop.run.JsonLines;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.PretrainSettings;
import org.careloop.run.settings.Settings;

/**
 * Writes the batches of a finished {@code pretrain} run as tokens, one line a step and a last one with the held-out texts, for
 * {@code src/test/referee/pretrain_parity.py} to train on with torch and transformers. Arguments: the run, the file to write, and where
 * the run trains an adapter a file for the weights that it began with.
 */
public final class PretrainBatchesForTransformers {
    /** @param step counted from 1; 0 for the texts that are held out */
    record Batch(long step, List<Row> sequences) {}

    /** @param lengths of the pieces of texts in it */
    record Row(List<Integer> ids, List<Integer> lengths) {
        static Row of(PackedSequence sequence) {
            return new Row(
                    IntStream.of(sequence.ids()).boxed().toList(),
                    IntStream.of(sequence.lengths()).boxed().toList());
        }
    }

    private PretrainBatchesForTransformers() {}

    public static void main(String[] arguments) throws IOException {
        RunDirectory run = new RunDirectory(Path.of(arguments[0]));
        RunSpec spec = run.readSpec();
        PretrainSettings settings = Settings.apply(PretrainSettings.class, spec.settings());
        Path base = ModelSource.of(run, spec).directory();
        List<Batch> batches = new ArrayList<>();
        try (PretrainData data = PretrainData.open(
                run, Tokenizer.load(base), ModelConfig.read(base).maxPositions(), settings)) {
            for (long step = 1; data.packing().hasMore(); step++) {
                batches.add(batch(step, data.packing().next(settings.run().batchSize())));
            }
            List<PackedSequence> heldOut = IntStream.range(0, data.streams().size())
                    .boxed()
                    .flatMap(stream -> data.heldOut(stream).stream())
                    .toList();
            batches.add(batch(0, heldOut));
        }
        JsonLines.write(Path.of(arguments[1]), batches);
        if (arguments.length > 2) {
            Trainee trainee = Trainee.load(
                    ModelSource.of(run, spec),
                    settings.adapter(),
                    settings.weights(),
                    settings.run().seed());
            SafeTensorsWriter.write(Path.of(arguments[2]), trainee.parameters());
        }
    }

    private static Batch batch(long step, List<PackedSequence> sequences) {
        return new Batch(step, sequences.stream().map(Row::of).toList());
    }
}
