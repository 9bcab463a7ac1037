package org.careloop.run.preference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.settings.RewardSettings;
import org.jspecify.annotations.Nullable;

/** The frozen votes of a run that trains a reward model. */
public final class RewardData {
    /** In {@code dataset/}: votes on prompts that are held out, where a person gave such. */
    public static final String EVALUATION = "evaluation.jsonl";

    private RewardData() {}

    /** The frozen votes of a run, split. */
    public static PromptSplit read(RunDirectory run, RewardSettings settings) throws IOException {
        Path evaluation = run.dataset().resolve(EVALUATION);
        return split(run.comparisons(), Files.exists(evaluation) ? evaluation : null, settings);
    }

    /** Votes in training and evaluation: the held-out prompts are those of a file, or a share of all prompts. */
    public static PromptSplit split(Path file, @Nullable Path evaluation, RewardSettings settings) throws IOException {
        PreferenceData votes = PreferenceData.read(file);
        double share = settings.evaluation().evaluationShare();
        if (evaluation == null && share > 0 && votes.preferring() < 2) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "reward.one-prompt",
                            "only one prompt has a vote that prefers a response; expected two or more, so that one can be held out: collect more, or set evaluationShare to 0"));
        }
        PromptSplit split = evaluation == null
                ? PromptSplit.of(votes, share, settings.run().seed())
                : PromptSplit.given(votes, PreferenceData.read(evaluation));
        if (split.training().groups().isEmpty()) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "run.all-evaluated",
                            "every prompt is also in the evaluation file; nothing is left to learn from"));
        }
        if (split.training().preferring() == 0) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "reward.ties-left",
                            "every prompt that has a vote that prefers a response is also in the evaluation file; what is left are ties, which alone say nothing about which answers are good: take some of those prompts out of the evaluation file"));
        }
        return split;
    }
}
