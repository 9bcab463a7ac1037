package org.careloop.reward.rater;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.train.TrainingReport;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelLicence;

/** Writes the result of a training: the checkpoint, its report and its model card. */
record RaterResult(RaterParts parts, RaterModel model, long steps, HeldOutScores scores) {
    /** Texts by whose scores what was written is compared. */
    private static final int COMPARED = 32;

    void write(Path directory) throws IOException {
        DType type = DType.parse(parts.settings().saving().type());
        RaterCheckpoint.write(model, parts.base().directory(), type, directory);
        SavedReport saved = RaterCheckpoint.check(model, parts.base(), type, few(), directory);
        RaterReport report = report(saved);
        Json.replace(directory.resolve(TrainingReport.FILE), report);
        RaterCard.of(report, model.facts(), ModelLicence.stated(parts.base().directory()))
                .write(directory);
    }

    /** Some texts, held-out ones where there are any. */
    private List<int[]> few() {
        List<RatedIds> texts = parts.heldOut().isEmpty() ? parts.training() : parts.heldOut();
        return texts.stream().map(RatedIds::ids).limit(COMPARED).toList();
    }

    private RaterReport report(SavedReport saved) {
        return new RaterReport(
                parts.spec().id(),
                ModelDirectory.name(parts.base().given()),
                parts.spec().lineage(),
                parts.settings(),
                parts.training().size(),
                parts.rated().stream().mapToLong(text -> text.ratings().size()).sum(),
                parts.cut(),
                steps,
                scores.evaluation().orElse(null),
                saved);
    }
}
