package org.careloop.run.settings;

import org.careloop.run.RunKind;

/** The record of settings of each kind of run. */
public final class TrainerSettings {
    private TrainerSettings() {}

    public static Class<? extends Record> of(RunKind kind) {
        return switch (kind) {
            case SFT -> SftSettings.class;
            case REWARD -> RewardSettings.class;
            case PPO -> PpoSettings.class;
            case RLOO -> RlooSettings.class;
            case GRPO -> GrpoSettings.class;
            case REINFORCE -> ReinforceSettings.class;
            case DPO -> DpoSettings.class;
            case ANSWER -> AnswerSettings.class;
            case PRETRAIN -> PretrainSettings.class;
            case EVALUATE -> EvaluateSettings.class;
            case RATER -> RaterSettings.class;
        };
    }
}
