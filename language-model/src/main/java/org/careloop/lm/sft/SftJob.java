package org.careloop.lm.sft;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.LogProbs;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.saved.SavedReport;
import org.careloop.lm.saved.TextProbe;
import org.careloop.lm.sft.order.SourceCurve;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.BaseModel;
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
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.Settings;
import org.careloop.run.settings.SftSettings;

/**
 * The steps of supervised fine-tuning: cross-entropy averaged over all assistant tokens of a step. Left out on purpose: packing
 * several conversations into one row, because batches of similar length need little padding.
 */
public final class SftJob extends TrainingJob {
    /** Evaluations in a run whose settings do not say how often. */
    private static final int EVALUATIONS = 10;

    private final RunSpec spec;
    private final SftSettings settings;
    private final Trainee trainee;
    private final LanguageModel model;
    private final SftCourse course;
    private final SftPlan plan;
    private final RunDirectory directory;
    private final Schedule schedule;
    private final AdamW optimiser;
    private final TokenLoss<SftExample> loss;

    private SftJob(RunDirectory directory, RunSpec spec, SftSettings settings, Trainee trainee, SftCourse course) {
        super(trainee.model().device(), settings.run().stateEvery());
        this.spec = spec;
        this.settings = settings;
        this.trainee = trainee;
        this.model = trainee.model();
        this.course = course;
        this.directory = directory;
        plan = course.plan();
        schedule = new Schedule(
                Schedule.Shape.COSINE, Math.round(settings.optimiser().warmUp() * plan.size()), plan.size());
        loss = new TokenLoss<>(trainee, settings.memory(), this::loss);
        optimiser = new AdamW(
                trainee.parameters(),
                new AdamW.Settings(0.9, 0.95, 1e-8, settings.optimiser().weightDecay()));
    }

    /** Loads the model and the conversations of a run of kind {@code sft}. */
    public static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        SftSettings settings = Settings.apply(SftSettings.class, spec.settings());
        BaseModel base = BaseModel.of(directory, spec);
        Trainee trainee = Trainee.load(
                base.source(),
                settings.adapter(),
                settings.weights(),
                settings.run().seed());
        int limit = trainee.model().config().maxPositions();
        int chosen = settings.run().maxLength();
        int maxLength = chosen == 0 ? limit : Math.min(limit, chosen);
        SftCourse course = SftCourse.read(directory.dialogues(), base.format(), maxLength, settings);
        return new SftJob(directory, spec, settings, trainee, course);
    }

    @Override
    public long steps() {
        return plan.size();
    }

    /** Writes down how the sources follow each other, which is known before anything is learnt. */
    @Override
    public Map<String, Double> before() {
        if (ranks().isFirst()) {
            writeCurve(directory.path());
        }
        return Map.of();
    }

    private void writeCurve(Path folder) {
        course.curve().ifPresent(curve -> {
            try {
                Json.replace(folder.resolve(SourceCurve.FILE), curve);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        optimiser.clearGradients();
        List<SftExample> examples = plan.step(number);
        learnFrom(examples.stream().mapToLong(SftExample::length).sum());
        double mean = loss.accumulate(ranks(), examples);
        ranks().sumGradients(optimiser.parameters());
        FirstLoss.check(number, mean, trainee.base().directory());
        double norm =
                GradientNorm.clip(optimiser.parameters(), settings.optimiser().maxGradientNorm(), "learningRate");
        double rate = schedule.rate(learningRate(), number);
        optimiser.step(rate);
        Map<String, Double> metrics = new LinkedHashMap<>(plan.figures(number));
        metrics.put(Metrics.TRAINING_LOSS, mean);
        metrics.put(Metrics.GRADIENT_NORM, norm);
        metrics.put(Metrics.LEARNING_RATE, rate);
        if (isDue(number, evaluateEvery()) && !course.heldOut().isEmpty()) {
            metrics.put(Metrics.HELD_OUT_LOSS, evaluate());
        }
        return metrics;
    }

    /** The peak that the settings give, or the usual one. */
    private double learningRate() {
        double chosen = settings.optimiser().learningRate();
        double usual = trainee.isAdapted() ? 2e-4 : 2e-5;
        return chosen > 0 ? chosen : usual;
    }

    private long evaluateEvery() {
        int every = settings.evaluation().evaluateEvery();
        return every > 0 ? every : Math.max(1, steps() / EVALUATIONS);
    }

    /** Mean loss over all learnt tokens of the held-out conversations, nats. */
    private double evaluate() {
        double[] sums = ranks().sum(loss.ofShare(ranks(), course.heldOut()));
        return sums[0] / sums[1];
    }

    /** Negative log-likelihood of the learnt tokens, summed; rank 0. */
    private Tensor loss(List<SftExample> examples) {
        TokenBatch batch =
                TokenBatch.rightPadded(examples.stream().map(SftExample::ids).toList());
        return LogProbs.of(model, model.hidden(batch), batch, learntMask(examples, batch.length()))
                .sum()
                .neg();
    }

    /** Marks the learnt tokens. BOOL {@code [batch, length - 1]}: column t stands for token t + 1. */
    static Tensor learntMask(List<SftExample> examples, int length) {
        boolean[] mask = new boolean[examples.size() * (length - 1)];
        for (int row = 0; row < examples.size(); row++) {
            boolean[] learnt = examples.get(row).learnt();
            System.arraycopy(learnt, 1, mask, row * (length - 1), learnt.length - 1);
        }
        return Tensor.of(mask, examples.size(), length - 1L);
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return words("loss %.3f", metrics, Metrics.TRAINING_LOSS);
    }

    @Override
    protected TrainingState state() {
        return new TrainingState().optimiser("model", optimiser);
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        SavedReport saved = trainee.write(directory, settings.saving(), TextProbe.of(texts()));
        TrainingReport.of(spec, trainee, last, null, saved).write(directory);
        writeCurve(directory);
        ModelCard card = SftCard.of(spec, trainee.base(), settings, course, steps(), device().english(), last);
        TrainingReport.addTo(card, saved).write(directory);
    }

    /** Those that were held out, or else learnt from. */
    private List<TextProbe.Text> texts() {
        List<SftExample> examples = course.heldOut().isEmpty() ? course.shown() : course.heldOut();
        return examples.stream()
                .map(example -> new TextProbe.Text(example.ids(), example.learnt()))
                .toList();
    }

    @Override
    public void close() {
        optimiser.close();
        trainee.close();
        try {
            plan.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
