package org.careloop.lm.sft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.careloop.lm.sft.order.SourceCurve;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.settings.SftSettings;

/**
 * What a run learns from, step by step, and what it is held to.
 *
 * @param conversations different examples in training
 * @param cut of these and the held-out ones
 * @param shown examples of the training for the check of what was written
 * @param curve how sources follow each other, where the order goes by them
 */
record SftCourse(
        SftPlan plan,
        long conversations,
        long cut,
        List<SftExample> heldOut,
        List<SftExample> shown,
        Optional<SourceCurve> curve) {

    /** @param maxLength tokens of an example that are read */
    static SftCourse read(Path file, ChatFormat format, int maxLength, SftSettings settings) throws IOException {
        if (settings.order().order().equals("priority")) {
            return PriorityRows.read(file, format, maxLength, settings);
        }
        SftData data = SftData.read(file, format, maxLength, settings);
        SftPlan plan = new SftBatchPlan(
                data.training(),
                settings.run().epochs(),
                settings.run().batchSize(),
                settings.run().seed());
        return new SftCourse(
                plan, data.training().size(), data.cut(), data.heldOut(), data.training(), Optional.empty());
    }
}
