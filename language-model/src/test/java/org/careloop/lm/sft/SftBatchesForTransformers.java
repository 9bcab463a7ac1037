package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.run.JsonLines;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.SftSettings;

/**
 * Writes the batches of a finished {@code sft} run as tokens, one line a step and a last one with the held-out texts, for
 * {@code src/test/referee/sft_parity.py} to train on with torch and transformers. Arguments: the run, the file to write.
 */
public final class SftBatchesForTransformers {
    /** @param step counted from 1; 0 for the texts that are held out */
    record Batch(long step, List<Text> texts) {}

    record Text(List<Integer> ids, List<Boolean> learnt) {
        static Text of(SftExample example) {
            List<Integer> ids = new ArrayList<>();
            List<Boolean> learnt = new ArrayList<>();
            for (int i = 0; i < example.length(); i++) {
                ids.add(example.ids()[i]);
                learnt.add(example.learnt()[i]);
            }
            return new Text(ids, learnt);
        }
    }

    private SftBatchesForTransformers() {}

    public static void main(String[] arguments) throws IOException {
        RunDirectory run = new RunDirectory(Path.of(arguments[0]));
        RunSpec spec = run.readSpec();
        SftSettings settings = Settings.apply(SftSettings.class, spec.settings());
        Path base = run.path().resolve(spec.startsFrom());
        ChatFormat format = ChatFormat.load(base, Tokenizer.load(base));
        int longest = ModelConfig.read(base).maxPositions();
        SftData data = SftData.read(run.dialogues(), format, longest, settings);
        SftBatchPlan plan = new SftBatchPlan(
                data.training(),
                settings.run().epochs(),
                settings.run().batchSize(),
                settings.run().seed());
        List<Batch> batches = new ArrayList<>();
        for (long step = 1; step <= plan.size(); step++) {
            batches.add(batch(step, plan.step(step)));
        }
        batches.add(batch(0, data.heldOut()));
        JsonLines.write(Path.of(arguments[1]), batches);
    }

    private static Batch batch(long step, List<SftExample> examples) {
        return new Batch(step, examples.stream().map(Text::of).toList());
    }
}
