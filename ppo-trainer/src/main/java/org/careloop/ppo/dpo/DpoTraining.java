package org.careloop.ppo.dpo;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.MemoryCheck;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.ModelSizes;
import org.careloop.run.memory.TrainingMemory;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.settings.DpoSettings;
import org.careloop.run.settings.Settings;

/** Loads the job of a run of direct preference optimisation from its run directory. */
public final class DpoTraining {
    private static final System.Logger LOG = System.getLogger(DpoTraining.class.getName());

    private DpoTraining() {}

    /**
     * Loads policy, reference and comparisons.
     *
     * @throws org.careloop.run.BadInput when the settings, the models or the data of the run do not fit
     */
    public static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        DpoSettings settings = Settings.apply(DpoSettings.class, spec.settings());
        BaseModel base = BaseModel.of(directory, spec);
        ChatFormat format = base.format();
        int positions = ModelConfig.read(base.directory()).maxPositions();
        PreferenceData votes = PreferenceData.read(directory.comparisons());
        VotedPairs data = VotedPairs.of(votes, directory.comparisons(), format, positions, settings.likelihood());
        LOG.log(System.Logger.Level.INFO, "{0}; settings {1}", said(data.counts()), settings.asLine());
        MemoryCheck.before(memory(settings, base, data), settings.weights());
        Policy policy = Policy.load(base.source(), Tuning.of(settings));
        FixedPromptSamples samples = new FixedPromptSamples(
                policy,
                new ResponseSampler(format.stopIds(), settings.samples().maxNewTokens()),
                samplePrompts(
                        votes,
                        format,
                        positions - settings.samples().maxNewTokens(),
                        settings.samples().samples()),
                List.of(),
                base.tokenizer(),
                null);
        return new DpoJob(new DpoJob.Parts(directory, spec, settings, data, policy, samples));
    }

    private static MemoryNeeds memory(DpoSettings settings, BaseModel base, VotedPairs data) throws IOException {
        ModelSizes sizes = ModelSizes.read(base.directory());
        int longest = data.pairs().stream().mapToInt(VotedPair::longest).max().orElse(0);
        int frozen = Tuning.of(settings).frozen(sizes.weights()).dtype().bytes();
        return new TrainingMemory(sizes, null, longest).needs(settings, frozen);
    }

    private static String said(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    /** The first {@code count} distinct prompts of at most {@code room} tokens, so that an answer fits behind each. */
    private static List<EncodedPrompt> samplePrompts(PreferenceData votes, ChatFormat format, int room, int count) {
        return votes.groups().stream()
                .map(group -> new EncodedPrompt(
                        new Prompt(group.pairs().getFirst().comparison(), group.prompt()),
                        format.prompt(group.prompt())))
                .filter(prompt -> prompt.tokens().length <= room)
                .limit(count)
                .toList();
    }
}
