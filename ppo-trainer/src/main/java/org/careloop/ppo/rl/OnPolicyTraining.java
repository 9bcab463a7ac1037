package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.Trainee;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.memory.MemoryCheck;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.RewardRole;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Tuning;
import org.careloop.reward.RewardModel;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.GrpoSettings;
import org.careloop.run.settings.OnPolicySettings;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.ReinforceSettings;
import org.careloop.run.settings.RlooSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.TrainerSettings;
import org.jspecify.annotations.Nullable;

/** Loads the job of a run that learns from sampled answers from its run directory. */
public final class OnPolicyTraining {
    private OnPolicyTraining() {}

    /**
     * Loads policy, reference and reward model, and for PPO a critic.
     *
     * @throws BadInput when the settings, the models or the data of the run do not fit
     */
    public static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        ModelSource rewardSource = spec.reward(directory)
                .orElseThrow(() -> BadInput.in(
                        directory.spec(),
                        Phrase.of(
                                "run.reward-missing",
                                "field \"reward\" is missing; %s needs the directory of a reward model"
                                        .formatted(spec.kind().label()),
                                spec.kind().label())));
        OnPolicySettings settings = (OnPolicySettings) Settings.apply(TrainerSettings.of(spec.kind()), spec.settings());
        BaseModel base = BaseModel.of(directory, spec);
        BaseModel guide = BaseModel.of(rewardSource);
        Inputs inputs =
                Inputs.read(base, directory.prompts(), settings.sampling().maxNewTokens());
        inputs.refuseOtherTokens(guide);
        Tuning tuning = Tuning.of(settings);
        boolean adapted = settings.adapter().trainsAdapter(Trainee.weights(base.directory()));
        RewardRole role = RewardRole.beside(base.source(), rewardSource, adapted);
        MemoryCheck.before(settings, base.source(), role, inputs.longestPrompt());
        Policy policy = Policy.load(base.source(), tuning);
        RewardModel reward = role.load(policy, tuning);
        return job(directory, spec, settings, inputs, policy, critic(settings, policy, reward, tuning), reward::score);
    }

    private static @Nullable Critic critic(
            OnPolicySettings settings, Policy policy, RewardModel reward, Tuning tuning) {
        if (!(settings instanceof PpoSettings)) {
            return null;
        }
        return policy.isAdapted()
                ? Critic.adapted(reward.trunk(), reward.adapter(), reward.head(), reward.shift(), tuning)
                : Critic.full(reward.trunk(), reward.head(), reward.shift());
    }

    /** The name of the training method, in words. */
    static String method(OnPolicySettings settings) {
        String name = switch (settings) {
            case PpoSettings ppo -> "proximal policy optimisation";
            case RlooSettings rloo -> "REINFORCE with a leave-one-out baseline (RLOO)";
            case GrpoSettings grpo -> "group-relative policy optimisation (GRPO)";
            case ReinforceSettings reinforce -> "REINFORCE++";
        };
        return name + " against a reward model of human preferences";
    }

    /** The job with any scorer: tests pass one that needs no reward model. */
    static OnPolicyJob job(
            RunDirectory directory,
            RunSpec spec,
            OnPolicySettings settings,
            Inputs inputs,
            Policy policy,
            @Nullable Critic critic,
            Scorer scorer) {
        ResponseSampler sampler = new ResponseSampler(
                inputs.base().format().stopIds(),
                settings.sampling().maxNewTokens(),
                settings.sampling().rowsAtOnce());
        List<EncodedPrompt> samplePrompts = inputs.prompts()
                .subList(0, Math.min(settings.run().samples(), inputs.prompts().size()));
        FixedPromptSamples samples = new FixedPromptSamples(
                policy, sampler, samplePrompts, inputs.base().tokenizer(), scorer);
        return new OnPolicyJob(new OnPolicyJob.Parts(
                directory, spec, settings, inputs.prompts(), sampler, policy, critic, scorer, samples));
    }

    /** The base checkpoint and the prompts that the policy answers. */
    record Inputs(BaseModel base, List<EncodedPrompt> prompts) {

        static Inputs read(BaseModel base, Path prompts, int maxNewTokens) throws IOException {
            int room = ModelConfig.read(base.directory()).maxPositions() - maxNewTokens;
            return new Inputs(base, EncodedPrompt.read(prompts, base.format(), room));
        }

        int longestPrompt() {
            return prompts.stream()
                    .mapToInt(prompt -> prompt.tokens().length)
                    .max()
                    .orElseThrow();
        }

        /**
         * Refuses a reward model that tokenizes a prompt in another way than the policy. It scores those token ids as
         * they are, so its scores would be meaningless.
         */
        void refuseOtherTokens(BaseModel reward) {
            for (EncodedPrompt prompt : prompts) {
                if (!Arrays.equals(
                        prompt.tokens(), reward.format().prompt(prompt.prompt().prompt()))) {
                    throw BadInput.in(
                            reward.directory(),
                            Phrase.of(
                                    "run.other-tokens",
                                    "this reward model reads prompt \"%s\" as other tokens than the policy in %s; train it from a model with the same tokenizer and chat template"
                                            .formatted(prompt.prompt().id(), base.directory()),
                                    prompt.prompt().id(),
                                    base.directory().toString()));
                }
            }
        }
    }
}
