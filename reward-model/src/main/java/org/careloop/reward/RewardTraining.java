package org.careloop.reward;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.tensor.DType;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.train.BaseModel;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.MemoryCheck;
import org.careloop.lm.train.Trainee;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.run.BadInput;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.memory.MemoryNeeds;
import org.careloop.run.memory.ModelSizes;
import org.careloop.run.memory.TrainingMemory;
import org.careloop.run.preference.PreferenceData;
import org.careloop.run.preference.PromptGroup;
import org.careloop.run.preference.PromptSplit;
import org.careloop.run.preference.RewardData;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.Toggle;

/** Loads the job of a reward model's run from its run directory. */
public final class RewardTraining {
    private static final System.Logger LOG = System.getLogger(RewardTraining.class.getName());

    private RewardTraining() {}

    /**
     * Loads the model and the votes of a run, for a {@link org.careloop.lm.train.TrainingRun}.
     *
     * @throws BadInput when the settings, the model or the data of the run do not fit
     */
    public static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        return job(directory, spec);
    }

    static RewardJob job(RunDirectory directory, RunSpec spec) throws IOException {
        RewardSettings given = Settings.apply(RewardSettings.class, spec.settings());
        BaseModel base = BaseModel.of(directory, spec);
        PromptSplit split = RewardData.read(directory, given);
        ModelSource source = base.source();
        RewardSettings settings = UsualSettings.filledIn(
                given,
                Trainee.weights(source.directory()),
                ModelConfig.read(source.directory()).maxPositions());
        TieModel ties = TieModel.of(settings.likelihood(), split.training().tieRate());
        Votes votes = new Votes(settings.likelihood(), ties);
        ResponseEncoder encoder =
                new ResponseEncoder(base.format(), settings.reading().maxLength());
        List<EncodedGroup> training = encode(teaching(split.training(), votes), encoder);
        List<EncodedGroup> heldOut = encode(split.evaluation().groups(), encoder);
        MemoryCheck.before(memory(settings, source, training, heldOut), settings.weights());
        LanguageModel trunk = trunk(source, settings);
        Rng rng = Rng.seeded(settings.run().seed());
        RewardModel model = settings.adapter().lora() == Toggle.ON
                ? RewardModel.adapted(
                        trunk, LoraConfig.ofRank(settings.adapter().loraRank()), rng)
                : RewardModel.full(trunk, rng);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} comparisons of {1} prompts, {2} prompts held out, {3} texts shortened; left out: {4}; settings {5}",
                split.training().pairs().count(),
                training.size(),
                heldOut.size(),
                encoder.cut(),
                split.training().excludedWords(),
                settings.asLine());
        return new RewardJob(new RewardParts(
                spec, base.source(), settings, model, votes, ties, split.training(), training, heldOut, encoder.cut()));
    }

    private static MemoryNeeds memory(
            RewardSettings settings, ModelSource source, List<EncodedGroup> training, List<EncodedGroup> heldOut)
            throws IOException {
        int longest = Stream.concat(training.stream(), heldOut.stream())
                .mapToInt(EncodedGroup::longest)
                .max()
                .orElse(0);
        return new TrainingMemory(ModelSizes.read(source.directory()), null, longest).needs(settings);
    }

    /** Weights that are trained are F32: sixteen bits would round away an update of a millionth. */
    private static LanguageModel trunk(ModelSource source, RewardSettings settings) throws IOException {
        LoadOptions frozen = LoadOptions.of(settings.weights());
        boolean adapted = settings.adapter().lora() == Toggle.ON;
        return LanguageModel.load(source, adapted ? frozen : new LoadOptions(DType.F32, frozen.device()));
    }

    private static List<PromptGroup> teaching(PreferenceData data, Votes votes) {
        return data.groups().stream().filter(votes::teaches).toList();
    }

    private static List<EncodedGroup> encode(List<PromptGroup> groups, ResponseEncoder encoder) {
        return groups.stream().map(group -> EncodedGroup.of(group, encoder)).toList();
    }
}
