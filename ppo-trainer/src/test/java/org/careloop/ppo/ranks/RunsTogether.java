package org.careloop.ppo.ranks;

import java.nio.file.Path;
import java.util.Map;
import org.careloop.lm.pretrain.PretrainJob;
import org.careloop.lm.sft.SftJob;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.Together;
import org.careloop.lm.train.TrainingRun;
import org.careloop.ppo.dpo.DpoTraining;
import org.careloop.ppo.rl.OnPolicyTraining;
import org.careloop.reward.RewardTraining;
import org.careloop.reward.rater.RaterCommand;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;

/** A process of its own that executes several run directories, one after the other, with the same other ranks. */
public final class RunsTogether {
    private RunsTogether() {}

    public static void main(String[] runs) throws Exception {
        Together.call(ranks -> {
            for (String run : runs) {
                RunDirectory directory = new RunDirectory(Path.of(run));
                TrainingRun.execute(directory, loader(directory.readSpec().kind()), ranks);
            }
            return Map.of();
        });
    }

    static Job.Loader loader(RunKind kind) {
        return switch (kind) {
            case SFT -> SftJob::load;
            case REWARD -> RewardTraining::load;
            case DPO -> DpoTraining::load;
            case PRETRAIN -> PretrainJob::load;
            case RATER -> new RaterCommand().trainer();
            case ANSWER, EVALUATE -> throw new IllegalArgumentException("one process asks for answers");
            case PPO, RLOO, GRPO, REINFORCE -> OnPolicyTraining::load;
        };
    }
}
