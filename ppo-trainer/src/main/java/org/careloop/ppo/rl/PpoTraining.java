package org.careloop.ppo.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Job;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Tuning;
import org.careloop.reward.RewardModel;
import org.careloop.run.BadInput;
import org.careloop.run.Phrase;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.PpoSettings;
import org.careloop.run.settings.Settings;

/** Loads the job of a PPO run from its run directory. */
public final class PpoTraining {
    private PpoTraining() {}

    /**
     * Loads policy, reference, critic and reward model.
     *
     * @throws BadInput when the settings, the models or the data of the run do not fit
     */
    public static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        if (spec.reward() == null) {
            throw BadInput.in(
                    directory.spec(),
                    Phrase.of(
                            "run.reward-missing",
                            "field \"reward\" is missing; PPO needs the directory of a reward model"));
        }
        PpoSettings settings = Settings.apply(PpoSettings.class, spec.settings());
        BaseModel base = BaseModel.of(directory, spec);
        BaseModel guide = BaseModel.of(directory.path().resolve(spec.reward()));
        Inputs inputs =
                Inputs.read(base, directory.prompts(), settings.sampling().maxNewTokens());
        inputs.refuseOtherTokens(guide);
        Tuning tuning = Tuning.of(settings);
        Policy policy = Policy.load(base.directory(), tuning);
        RewardModel reward =
                RewardModel.load(guide.directory(), policy.isAdapted() ? tuning.frozen() : tuning.trained());
        Critic critic = policy.isAdapted()
                ? Critic.adapted(reward.trunk(), reward.head(), reward.shift(), tuning)
                : Critic.full(reward.trunk(), reward.head(), reward.shift());
        return job(directory, spec, settings, inputs, policy, critic, reward::score);
    }

    /** The job with any scorer: tests pass one that needs no reward model. */
    static PpoJob job(
            RunDirectory directory,
            RunSpec spec,
            PpoSettings settings,
            Inputs inputs,
            Policy policy,
            Critic critic,
            Scorer scorer) {
        ResponseSampler sampler = new ResponseSampler(
                inputs.base().format().stopIds(), settings.sampling().maxNewTokens());
        List<EncodedPrompt> samplePrompts = inputs.prompts()
                .subList(0, Math.min(settings.run().samples(), inputs.prompts().size()));
        FixedPromptSamples samples = new FixedPromptSamples(
                policy, sampler, samplePrompts, inputs.base().tokenizer(), scorer);
        return new PpoJob(new PpoJob.Parts(
                directory, spec, settings, inputs.prompts(), sampler, policy, critic, scorer, samples));
    }

    /** The base checkpoint and the prompts that the policy answers. */
    record Inputs(BaseModel base, List<EncodedPrompt> prompts) {

        static Inputs read(BaseModel base, Path prompts, int maxNewTokens) throws IOException {
            int room = ModelConfig.read(base.directory()).maxPositions() - maxNewTokens;
            return new Inputs(base, EncodedPrompt.read(prompts, base.format(), room));
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
