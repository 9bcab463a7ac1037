package org.careloop.ppo.dpo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Job;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.Comparison;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
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
        VotedPairs data = VotedPairs.read(directory.comparisons(), format, positions);
        LOG.log(System.Logger.Level.INFO, "{0}; settings {1}", data.counts(), settings.asLine());
        Policy policy = Policy.load(base.source(), Tuning.of(settings));
        FixedPromptSamples samples = new FixedPromptSamples(
                policy,
                new ResponseSampler(format.stopIds(), settings.samples().maxNewTokens()),
                samplePrompts(
                        directory,
                        format,
                        positions - settings.samples().maxNewTokens(),
                        settings.samples().samples()),
                base.tokenizer(),
                null);
        return new DpoJob(new DpoJob.Parts(directory, spec, settings, data, policy, samples));
    }

    /** The first {@code count} distinct prompts of at most {@code room} tokens, so that an answer fits behind each. */
    private static List<EncodedPrompt> samplePrompts(RunDirectory directory, ChatFormat format, int room, int count)
            throws IOException {
        Map<List<Message>, Prompt> distinct = new LinkedHashMap<>();
        JsonLines.forEach(
                directory.comparisons(),
                Comparison.class,
                row -> distinct.putIfAbsent(row.prompt(), new Prompt(row.id(), row.prompt())));
        List<EncodedPrompt> prompts = new ArrayList<>();
        for (Prompt prompt : distinct.values()) {
            int[] tokens = format.prompt(prompt.prompt());
            if (prompts.size() < count && tokens.length <= room) {
                prompts.add(new EncodedPrompt(prompt, tokens));
            }
        }
        return prompts;
    }
}
