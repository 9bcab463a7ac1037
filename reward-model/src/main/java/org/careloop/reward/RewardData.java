package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.reward.preference.PreferenceData;
import org.careloop.reward.preference.PromptSplit;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.RunDirectory;
import org.careloop.run.settings.RewardSettings;

/** The frozen votes of a run. */
final class RewardData {
    static final String EVALUATION = "evaluation.jsonl";

    private RewardData() {}

    /** The votes of a run, split: the held-out prompts are those of its evaluation file, or a share of all prompts. */
    static PromptSplit read(RunDirectory run, RewardSettings settings) throws IOException {
        PreferenceData votes = read(run.comparisons());
        Path evaluation = run.dataset().resolve(EVALUATION);
        if (!Files.exists(evaluation)) {
            return PromptSplit.of(
                    votes,
                    settings.evaluation().evaluationShare(),
                    settings.run().seed());
        }
        PromptSplit split = PromptSplit.given(votes, read(evaluation));
        if (split.training().groups().isEmpty()) {
            throw BadInput.in(
                    run.comparisons(), "every prompt is also in the evaluation file; nothing is left to learn from");
        }
        return split;
    }

    /** @throws BadInput naming file, line and field of the error */
    static PreferenceData read(Path file) throws IOException {
        return PreferenceData.of(JsonLines.readAll(file, Comparison.class), file.toString());
    }
}
