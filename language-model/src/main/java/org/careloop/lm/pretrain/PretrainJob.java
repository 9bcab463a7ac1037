package org.careloop.lm.pretrain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.saved.TextProbe;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.text.Tokenizer;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.FirstLoss;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.Schedule;
import org.careloop.lm.train.TokenLoss;
import org.careloop.lm.train.Trainee;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingReport;
import org.careloop.lm.train.TrainingState;
import org.careloop.run.Json;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.ModelSource;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.PretrainSettings;
import org.careloop.run.settings.Settings;

/**
 * The steps of continued pre-training: cross-entropy averaged over all learnt tokens of a step. Left out on purpose: shuffling, which
 * for a corpus of any size is done once, before, by whoever makes its files; every process reads all texts and learns its share of
 * the sequences, because reading costs little beside learning.
 */
public final class PretrainJob extends TrainingJob {
    /** Evaluations in a run whose settings do not say how often. */
    private static final int EVALUATIONS = 10;

    /** Beside {@link TrainingState} in a kept state: which texts were read. */
    private static final String TEXTS = "texts.json";

    private final RunSpec spec;
    private final PretrainSettings settings;
    private final Trainee trainee;
    private final LanguageModel model;
    private final PretrainData data;
    private final Schedule schedule;
    private final AdamW optimiser;
    private final TokenLoss<PackedSequence> loss;
    private long done;
    private boolean ended;

    private PretrainJob(RunSpec spec, PretrainSettings settings, Trainee trainee, PretrainData data) {
        super(trainee.model().device(), settings.run().stateEvery());
        this.spec = spec;
        this.settings = settings;
        this.trainee = trainee;
        this.model = trainee.model();
        this.data = data;
        long expected = data.expectedSteps(settings.run().batchSize());
        schedule = new Schedule(
                Schedule.Shape.COSINE, Math.round(settings.optimiser().warmUp() * expected), expected);
        loss = new TokenLoss<>(trainee, settings.memory(), this::loss);
        optimiser = new AdamW(
                trainee.parameters(),
                new AdamW.Settings(0.9, 0.95, 1e-8, settings.optimiser().weightDecay()));
    }

    /** Loads the model of a run of kind {@code pretrain} and opens its texts. */
    public static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        PretrainSettings settings = Settings.apply(PretrainSettings.class, spec.settings());
        ModelSource base = ModelSource.of(directory, spec);
        Trainee trainee = Trainee.load(
                base, settings.adapter(), settings.weights(), settings.run().seed());
        PretrainData data = PretrainData.open(
                directory,
                Tokenizer.load(base.directory()),
                trainee.model().config().maxPositions(),
                settings);
        return new PretrainJob(spec, settings, trainee, data);
    }

    /** As many as expected, until the texts say otherwise. */
    @Override
    public long steps() {
        return ended ? done : Math.max(schedule.steps(), done + 1);
    }

    @Override
    public Map<String, Double> before() {
        return data.isHeldOut() ? evaluate().metrics() : Map.of();
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        optimiser.clearGradients();
        long earlier = data.packing().mixed().total();
        List<PackedSequence> sequences = data.packing().next(settings.run().batchSize());
        learnFrom(data.packing().mixed().total() - earlier);
        double mean = loss.accumulate(ranks(), sequences);
        ranks().sumGradients(optimiser.parameters());
        FirstLoss.check(number, mean, trainee.base().directory());
        double norm =
                GradientNorm.clip(optimiser.parameters(), settings.optimiser().maxGradientNorm(), "learningRate");
        double rate = rate(number);
        optimiser.step(rate);
        at(number);
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metrics.TRAINING_LOSS, mean);
        metrics.put(Metrics.GRADIENT_NORM, norm);
        metrics.put(Metrics.LEARNING_RATE, rate);
        PretrainReport.addTo(metrics, data.packing().mixed());
        if (isDue(number, evaluateEvery()) && data.isHeldOut()) {
            metrics.putAll(evaluate().metrics());
        }
        return metrics;
    }

    /** After a step: whether there is another one. */
    private void at(long number) throws IOException {
        done = number;
        ended = !data.packing().hasMore();
    }

    /** Rises to the peak and falls to its lowest share. */
    private double rate(long number) {
        double chosen = settings.optimiser().learningRate();
        double usual = trainee.isAdapted() ? 2e-4 : 3e-5;
        double peak = chosen > 0 ? chosen : usual;
        double rate = schedule.rate(peak, number);
        return number <= schedule.warmUp()
                ? rate
                : Math.max(rate, peak * settings.optimiser().lowestRate());
    }

    private long evaluateEvery() {
        int every = settings.evaluation().evaluateEvery();
        return every > 0 ? every : Math.max(1, schedule.steps() / EVALUATIONS);
    }

    private HeldOutLoss evaluate() {
        int streams = data.streams().size();
        double[] measured = new double[2 * streams];
        for (int i = 0; i < streams; i++) {
            double[] own = loss.ofShare(ranks(), data.heldOut(i));
            measured[i] = own[0];
            measured[streams + i] = own[1];
        }
        return HeldOutLoss.of(data.streams(), ranks().sum(measured));
    }

    /** Negative log-likelihood of the learnt tokens, summed; rank 0. */
    private Tensor loss(List<PackedSequence> sequences) {
        TokenBatch batch = PackedSequence.batch(sequences, settings.texts().separateTexts());
        return LogProbs.of(model, model.hidden(batch), batch, PackedSequence.learntMask(sequences, batch.length()))
                .sum()
                .neg();
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return words("loss %.3f", metrics, Metrics.TRAINING_LOSS);
    }

    @Override
    protected TrainingState state() {
        return new TrainingState().optimiser("model", optimiser);
    }

    /** @param step that was the last one */
    private record Read(long step, Packing.State texts) {}

    @Override
    public void saveState(Path directory) throws IOException {
        super.saveState(directory);
        Json.replace(directory.resolve(TEXTS), new Read(done, data.packing().state()));
    }

    @Override
    public void restoreState(Path directory) throws IOException {
        super.restoreState(directory);
        Read read = Json.read(directory.resolve(TEXTS), Read.class);
        data.packing().restore(read.texts);
        at(read.step);
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        SavedReport saved = trainee.write(directory, settings.saving(), TextProbe.of(texts()));
        TrainingReport.of(spec, trainee, last, null, saved).write(directory);
        PretrainReport report = PretrainReport.of(data.packing(), last);
        report.write(directory);
        ModelCard card = PretrainCard.of(spec, trainee.base(), settings, report, steps(), device().english(), last);
        TrainingReport.addTo(card, saved).write(directory);
    }

    private List<TextProbe.Text> texts() {
        return data.examples().stream()
                .map(ids -> Arrays.copyOf(ids, Math.min(ids.length, data.length())))
                .map(ids -> TextProbe.Text.answer(Arrays.copyOf(ids, 1), Arrays.copyOfRange(ids, 1, ids.length)))
                .toList();
    }

    @Override
    public void close() {
        optimiser.close();
        trainee.close();
        try {
            data.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
