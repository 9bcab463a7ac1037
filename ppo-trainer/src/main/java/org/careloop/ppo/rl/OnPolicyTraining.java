package org.careloop.ppo.rl;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.MemoryCheck;
import org.careloop.lm.train.Trainee;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.RewardRole;
import org.careloop.ppo.policy.Scorer;
import org.careloop.ppo.policy.Tuning;
import org.careloop.ppo.watch.Watches;
import org.careloop.reward.RewardModel;
import org.careloop.run.BadInput;
import org.careloop.run.Message;
import org.careloop.run.ModelSource;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.ModelSizes;
import org.careloop.run.memory.TrainingMemory;
import org.careloop.run.preference.HeldOutPrompts;
import org.careloop.run.rows.PromptFile;
import org.careloop.run.settings.GrpoSettings;
import org.careloop.run.settings.HeldOutSettings;
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
        Inputs inputs = Inputs.read(base, directory, settings);
        inputs.refuseOtherTokens(guide);
        Tuning tuning = Tuning.of(settings);
        boolean adapted = settings.adapter().trainsAdapter(Trainee.weights(base.directory()));
        RewardRole role = RewardRole.beside(base.source(), rewardSource, adapted);
        MemoryCheck.before(memory(settings, base.source(), role, inputs.longestPrompt()), settings.weights());
        Policy policy = Policy.load(base.source(), tuning);
        RewardModel reward = role.load(policy, tuning);
        Watches watches = Watches.load(directory, spec, tuning, inputs::refuseOtherTokens);
        return job(
                directory,
                spec,
                settings,
                inputs,
                new Models(policy, critic(settings, policy, reward, tuning), reward::score, watches));
    }

    private static MemoryNeeds memory(
            OnPolicySettings settings, ModelSource policy, RewardRole reward, int longestPrompt) throws IOException {
        ModelSizes sizes = ModelSizes.read(policy.directory());
        ModelSizes apart =
                reward.isShared() ? null : ModelSizes.read(reward.source().directory());
        int frozen = Tuning.of(settings).frozen(sizes.weights()).dtype().bytes();
        return new TrainingMemory(sizes, apart, longestPrompt).needs(settings, frozen);
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

    /** What a job computes with. */
    record Models(Policy policy, @Nullable Critic critic, Scorer scorer, Watches watches) {}

    /** The job with any scorer: tests pass one that needs no reward model. */
    static OnPolicyJob job(
            RunDirectory directory, RunSpec spec, OnPolicySettings settings, Inputs inputs, Models models) {
        ResponseSampler sampler = new ResponseSampler(
                inputs.base().format().stopIds(),
                settings.sampling().maxNewTokens(),
                settings.sampling().rowsAtOnce());
        List<EncodedPrompt> heldOut =
                inputs.heldOut(settings.heldOut(), settings.run().seed());
        List<EncodedPrompt> learnt = inputs.without(heldOut);
        // People read answers to prompts that were not learnt from, as far as there are any.
        List<EncodedPrompt> shown = Stream.concat(heldOut.stream(), learnt.stream())
                .limit(settings.run().samples())
                .toList();
        FixedPromptSamples samples = new FixedPromptSamples(
                models.policy(), sampler, shown, heldOut, inputs.base().tokenizer(), models.scorer());
        return new OnPolicyJob(new OnPolicyJob.Parts(
                directory,
                spec,
                settings,
                learnt,
                heldOut,
                inputs.pretraining(),
                sampler,
                models.policy(),
                models.critic(),
                models.scorer(),
                models.watches(),
                samples));
    }

    /**
     * The base checkpoint and the data of a run.
     *
     * @param asked every prompt of the data; which are held out depends on these texts and a seed alone
     * @param prompts those that leave room for an answer
     * @param pretraining stretches of text that it learns besides; none where nothing is mixed in
     */
    record Inputs(BaseModel base, List<List<Message>> asked, List<EncodedPrompt> prompts, List<int[]> pretraining) {

        static Inputs read(BaseModel base, RunDirectory run, OnPolicySettings settings) throws IOException {
            int positions = ModelConfig.read(base.directory()).maxPositions();
            int room = positions - settings.sampling().maxNewTokens();
            return new Inputs(
                    base,
                    PromptFile.read(run.prompts()).stream().map(Prompt::prompt).toList(),
                    EncodedPrompt.read(run.prompts(), base.format(), room),
                    PretrainingText.read(run, base.tokenizer(), positions, settings.mix()));
        }

        int longestPrompt() {
            return prompts.stream()
                    .mapToInt(prompt -> prompt.tokens().length)
                    .max()
                    .orElseThrow();
        }

        /** The prompts that are held out, those first that every run with this seed holds out. */
        List<EncodedPrompt> heldOut(HeldOutSettings settings, long seed) {
            List<List<Message>> texts =
                    prompts.stream().map(one -> one.prompt().prompt()).toList();
            Set<List<Message>> chosen =
                    HeldOutPrompts.of(asked, settings.evaluationShare(), settings.evaluationPrompts(), seed);
            return chosen.stream()
                    .filter(texts::contains)
                    .map(text -> prompts.get(texts.indexOf(text)))
                    .toList();
        }

        /** The prompts that are left to learn from, none of them with the text of one that is held out. */
        List<EncodedPrompt> without(List<EncodedPrompt> heldOut) {
            Set<List<Message>> texts =
                    heldOut.stream().map(one -> one.prompt().prompt()).collect(Collectors.toSet());
            List<EncodedPrompt> learnt = prompts.stream()
                    .filter(one -> !texts.contains(one.prompt().prompt()))
                    .toList();
            if (learnt.isEmpty()) {
                throw BadInput.coded(
                        "run.all-held-out",
                        "every prompt that leaves room for an answer is held out, so that none is left to learn from; lower evaluationShare or maxNewTokens");
            }
            return learnt;
        }

        void refuseOtherTokens(BaseModel judge) {
            EncodedPrompt.refuseOtherTokens(prompts, base, judge);
        }
    }
}
