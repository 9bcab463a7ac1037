package org.careloop.reward.rater;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.careloop.lm.config.ModelConfig;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LoadOptions;
import org.careloop.lm.model.LoraConfig;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.LearningRates;
import org.careloop.lm.train.Trainee;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.rating.RatedText;
import org.careloop.run.rating.RatedTexts;
import org.careloop.run.settings.RaterSettings;
import org.careloop.run.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The parts that a rater's training works with.
 *
 * @param settings with every automatic value filled in
 * @param adapter that is trained; null where the trunk stays as it is
 * @param heldOut may be empty
 */
record RaterParts(
        RunDirectory run,
        RunSpec spec,
        ModelSource base,
        RaterSettings settings,
        LanguageModel trunk,
        @Nullable String adapter,
        List<RatedIds> training,
        List<RatedIds> heldOut) {
    private static final System.Logger LOG = System.getLogger(RaterJob.class.getName());
    private static final String ADAPTER = "rater";

    static RaterParts load(RunDirectory run, RunSpec spec) throws IOException {
        RaterSettings given = Settings.apply(RaterSettings.class, spec.settings());
        ModelSource base = ModelSource.of(run, spec);
        RatedTexts texts = RatedTexts.split(
                RatedTexts.read(List.of(run.ratings())), given.evaluation().evaluationShare());
        long weights = Trainee.weights(base.directory());
        RaterSettings settings =
                filledIn(given, weights, ModelConfig.read(base.directory()).maxPositions());
        boolean adapted = settings.score().trunk() == RaterSettings.Trunk.LORA;
        LanguageModel trunk = LanguageModel.load(
                base, adapted ? LoadOptions.of(settings.weights()) : LoadOptions.ofFrozen(settings.weights(), weights));
        trunk.trainable(false);
        if (adapted) {
            trunk.addAdapter(
                    ADAPTER,
                    LoraConfig.ofRank(settings.score().loraRank()),
                    Rng.seeded(settings.run().seed()));
        }
        TextEncoder encoder = TextEncoder.of(
                Tokenizer.load(base.directory()), settings.reading().maxLength());
        RaterParts parts = new RaterParts(
                run,
                spec,
                base,
                settings,
                trunk,
                adapted ? ADAPTER : null,
                encoded(texts.training(), encoder),
                encoded(texts.heldOut(), encoder));
        LOG.log(
                System.Logger.Level.INFO,
                "{0} rated texts, {1} held out, {2} longer than {3} tokens; settings {4}",
                parts.training.size(),
                parts.heldOut.size(),
                parts.cut(),
                settings.reading().maxLength(),
                settings.asLine());
        return parts;
    }

    private static List<RatedIds> encoded(List<RatedText> texts, TextEncoder encoder) {
        return texts.stream().map(text -> RatedIds.of(text, encoder)).toList();
    }

    private static RaterSettings filledIn(RaterSettings given, long weights, int positions) {
        boolean adapted = given.score().trunk() == RaterSettings.Trunk.LORA;
        int epochs = given.run().epochs();
        double rate = given.optimiser().learningRate();
        double loraRate = given.optimiser().loraRate();
        return Settings.with(
                given,
                Map.of(
                        "epochs", epochs > 0 ? epochs : adapted ? 3 : 20,
                        "maxLength", Math.min(given.reading().maxLength(), positions),
                        "learningRate", rate > 0 ? rate : 1e-3,
                        "loraRate", loraRate > 0 ? loraRate : LearningRates.forSize(1e-4, weights)));
    }

    /** Texts of which the beginning alone is read. */
    long cut() {
        return training.stream().filter(RatedIds::cut).count()
                + heldOut.stream().filter(RatedIds::cut).count();
    }

    /** Of the texts to learn from. */
    List<RatedText> rated() {
        return training.stream().map(RatedIds::text).toList();
    }
}
