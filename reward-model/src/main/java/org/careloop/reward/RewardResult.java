package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.TrainingReport;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.reward.report.ScoredGroup;
import org.careloop.run.Json;
import org.careloop.run.ModelDirectory;
import org.careloop.run.ModelLicence;
import org.jspecify.annotations.Nullable;

/** Writes the result of a training: the checkpoint, shifted to mean 0, its report and its model card. */
record RewardResult(
        RewardParts parts,
        Evaluator evaluator,
        double tieParameter,
        long steps,
        @Nullable EvaluationReport heldOut) {
    /** Number of training responses that is enough to estimate their mean score. */
    private static final int REFERENCE_RESPONSES = 2_000;

    /** Texts by whose scores what was written is compared. */
    private static final int COMPARED = 32;

    void write(Path directory) throws IOException {
        List<ScoredGroup> reference = Evaluator.scored(parts.model(), reference());
        RewardModel model = parts.model().shifted(mean(reference));
        RewardCheckpoint.Facts facts = new RewardCheckpoint.Facts(
                model.shift(), parts.ties(), tie(), parts.settings().reading().maxLength());
        DType type = DType.parse(parts.settings().saving().type());
        RewardCheckpoint.write(model, facts, parts.base().directory(), type, directory);
        SavedReport saved = RewardCheckpoint.check(model, parts.base(), type, few(), directory);
        RewardReport report = report(model, evaluator.report(reference, tieParameter), saved);
        Json.replace(directory.resolve(TrainingReport.FILE), report);
        ChatFormat format = ChatFormat.load(directory, Tokenizer.load(directory));
        RewardCard.of(report, format, ModelLicence.stated(parts.base().directory()))
                .write(directory);
    }

    private @Nullable Double tie() {
        return parts.ties() == TieModel.NONE ? null : tieParameter;
    }

    /** Some texts, held-out ones where there are any, by whose scores what was written is compared. */
    private List<int[]> few() {
        List<EncodedGroup> groups = parts.heldOut().isEmpty() ? parts.training() : parts.heldOut();
        return groups.stream()
                .flatMap(group -> group.sequences().stream())
                .limit(COMPARED)
                .toList();
    }

    private RewardReport report(RewardModel model, EvaluationReport training, SavedReport saved) {
        return new RewardReport(
                parts.spec().id(),
                ModelDirectory.name(parts.base().given()),
                parts.spec().lineage(),
                parts.settings(),
                parts.data().excluded(),
                parts.cut(),
                steps,
                parts.ties(),
                tie(),
                model.shift(),
                training,
                heldOut,
                saved);
    }

    /** The training responses, or the first whole prompts of them. */
    private List<EncodedGroup> reference() {
        int responses = 0;
        int groups = 0;
        while (groups < parts.training().size() && responses < REFERENCE_RESPONSES) {
            responses += parts.training().get(groups).sequences().size();
            groups++;
        }
        return parts.training().subList(0, groups);
    }

    private static double mean(List<ScoredGroup> groups) {
        return groups.stream()
                .flatMapToDouble(group -> Arrays.stream(group.scores()))
                .average()
                .orElse(0);
    }
}
