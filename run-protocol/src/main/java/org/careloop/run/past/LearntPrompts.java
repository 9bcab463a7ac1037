package org.careloop.run.past;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.preference.HeldOutPrompts;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.preference.PromptGroup;
import org.careloop.run.preference.RewardData;
import org.careloop.run.rows.Dialogue;
import org.careloop.run.rows.PromptFile;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;

/**
 * The prompts that one run learnt from: those of its data, without those that it held out. The data and the split are read by
 * the code that trains.
 */
final class LearntPrompts {
    private LearntPrompts() {}

    static Collection<List<Message>> of(RunDirectory run, RunSpec spec) throws IOException {
        return switch (spec.kind()) {
            // A conversation is split by its last prompt; those before it are in it too, on either side.
            case SFT -> ofDialogues(run);
            case REWARD ->
                of(RewardData.read(run, Settings.apply(RewardSettings.class, spec.settings()))
                        .training());
            case DPO -> of(PreferenceData.read(run.comparisons()));
            case PPO, RLOO, GRPO, REINFORCE -> ofPrompts(run, onPolicy(spec));
            // Texts have no prompts.
            case ANSWER, EVALUATE, PRETRAIN, RATER -> List.of();
        };
    }

    private static OnPolicySettings onPolicy(RunSpec spec) {
        return (OnPolicySettings) Settings.apply(TrainerSettings.of(spec.kind()), spec.settings());
    }

    private static List<List<Message>> of(PreferenceData votes) {
        return votes.groups().stream().map(PromptGroup::prompt).toList();
    }

    private static Set<List<Message>> ofPrompts(RunDirectory run, OnPolicySettings settings) throws IOException {
        List<List<Message>> all =
                PromptFile.read(run.prompts()).stream().map(Prompt::prompt).toList();
        Set<List<Message>> learnt = new HashSet<>(all);
        learnt.removeAll(HeldOutPrompts.of(
                all,
                settings.heldOut().evaluationShare(),
                settings.heldOut().evaluationPrompts(),
                settings.run().seed()));
        return learnt;
    }

    private static List<List<Message>> ofDialogues(RunDirectory run) throws IOException {
        if (!Files.exists(run.dialogues())) {
            return List.of();
        }
        List<List<Message>> prompts = new ArrayList<>();
        for (Dialogue dialogue : JsonLines.readAll(run.dialogues(), Dialogue.class)) {
            List<Message> turns = dialogue.turns();
            for (int end = 1; end < turns.size(); end++) {
                if (turns.get(end).role() == Message.Role.ASSISTANT) {
                    prompts.add(List.copyOf(turns.subList(0, end)));
                }
            }
        }
        return prompts;
    }
}
