package org.careloop.ppo.best;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.train.BaseModel;
import org.careloop.ppo.policy.EncodedPrompt;
import org.careloop.ppo.policy.ResponseSampler;
import org.careloop.reward.RewardModel;
import org.careloop.run.Json;
import org.careloop.run.ModelSource;
import org.careloop.run.cli.Commands;
import org.careloop.run.cli.SettingsOption;
import org.careloop.run.health.RunCourse.BestOf;
import org.careloop.run.settings.BestOfNSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code careloop bestofn}: what a model reaches where the best of several answers is chosen, without any training. */
@Command(
        name = "bestofn",
        mixinStandardHelpOptions = true,
        description = {
            "Answers prompts several times and says what the best of n answers scores, and how far that is from the"
                    + " model.",
            "A policy that was trained should do better at the same divergence."
        })
public final class BestOfNCommand implements Commands.Summarised {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model that answers: a model directory, a run, or an adapter's directory.")
    private Path model;

    @Option(
            names = "--reward",
            required = true,
            paramLabel = "DIR",
            description = "The reward model that chooses: a model directory, a run, or an adapter's directory.")
    private Path reward;

    @Option(
            names = "--base",
            paramLabel = "DIR",
            description = "Model that an adapter lies over; needed where the adapter does not say it.")
    private @Nullable Path base;

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Prompts to answer, as JSON Lines; best such that neither model learnt from.")
    private Path prompts;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the table goes too, as JSON.")
    private @Nullable Path out;

    @Mixin
    private SettingsOption<BestOfNSettings> options = new SettingsOption<>(BestOfNSettings.class);

    @Override
    public Map<String, Object> call() throws IOException {
        BestOfNSettings.Sampling sampling = options.settings().sampling();
        BaseModel answering = BaseModel.of(ModelSource.of(model, base));
        BaseModel judging = BaseModel.of(ModelSource.of(reward, base));
        int room = ModelConfig.read(answering.directory()).maxPositions() - sampling.maxNewTokens();
        List<EncodedPrompt> encoded = EncodedPrompt.read(prompts, answering.format(), room);
        EncodedPrompt.refuseOtherTokens(encoded, answering, judging);
        LoadOptions where = LoadOptions.of(options.settings().weights());
        LanguageModel policy = LanguageModel.load(answering.source(), where);
        RewardModel judge = RewardModel.load(judging.source(), where);
        List<BestOf> table = BestOfN.of(BestOfN.scores(
                policy,
                new ResponseSampler(answering.format().stopIds(), sampling.maxNewTokens()),
                judge::score,
                encoded,
                sampling.answers(),
                sampling.seed()));
        if (out != null) {
            Json.replace(out, table);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("prompts", encoded.size());
        summary.put("bestOf", table);
        return summary;
    }
}
