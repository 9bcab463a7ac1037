package org.careloop.reward.rater;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.careloop.lm.model.AdapterScope;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.LanguageModel;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.FirstLoss;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.Job;
import org.careloop.lm.train.MicroBatches;
import org.careloop.lm.train.Schedule;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingState;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.rating.RatedText;
import org.careloop.run.settings.RaterSettings;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a rater's training. Over a frozen trunk each text is read once, and the head learns from what was read. Left out on
 * purpose: dropout; a severity of each person, because a corpus is rated by what people agree on; and selecting the best of
 * several states by the held-out texts, because the figures on those would then be too optimistic.
 */
final class RaterJob extends TrainingJob {
    /** Evaluations in a run whose settings do not say how often. */
    private static final int EVALUATIONS = 5;

    private final RaterParts parts;
    private final RaterSettings settings;
    private final LanguageModel trunk;
    private final RatingLoss loss;
    private final TrainedHead head;
    private final TextPlan plan;
    private final Schedule schedule;
    private final AdamW optimiser;
    private final @Nullable AdamW adapter;
    private final List<Tensor> learnt = new ArrayList<>();
    private @Nullable List<float[]> read;
    private long tokensRead;

    private RaterJob(RaterParts parts) {
        super(parts.trunk().device(), parts.settings().run().stateEvery());
        this.parts = parts;
        settings = parts.settings();
        trunk = parts.trunk();
        loss = new RatingLoss(settings.score().loss());
        head = new TrainedHead(trunk.config().hiddenSize(), loss.start(parts.rated()), trunk.device());
        plan = new TextPlan(
                parts.training().size(),
                settings.run().batchTexts(),
                settings.run().epochs(),
                settings.run().seed());
        schedule = new Schedule(
                Schedule.Shape.COSINE, Math.round(settings.optimiser().warmUp() * plan.size()), plan.size());
        AdamW.Settings usual =
                new AdamW.Settings(0.9, 0.999, 1e-8, settings.optimiser().weightDecay());
        optimiser = new AdamW(head.parameters(), usual);
        adapter = parts.adapter() == null ? null : new AdamW(trunk.adapterParameters(parts.adapter()), usual);
        learnt.addAll(optimiser.parameters());
        if (adapter != null) {
            learnt.addAll(adapter.parameters());
        }
    }

    /** Loads the model and the ratings of a run of kind {@code rater}. */
    static Job load(RunDirectory directory, RunSpec spec) throws IOException {
        return new RaterJob(RaterParts.load(directory, spec));
    }

    @Override
    public long steps() {
        return plan.size();
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        readTexts();
        learnt.forEach(Tensor::clearGrad);
        List<Integer> batch = plan.step(number);
        if (adapter != null) {
            learnFrom(batch.stream()
                    .mapToLong(i -> parts.training().get(i).length())
                    .sum());
        }
        List<Integer> own = ranks().share(batch, i -> parts.training().get(i).length());
        double sum = 0;
        for (List<Integer> part : MicroBatches.of(
                own, i -> parts.training().get(i).length(), settings.reading().microBatchTokens())) {
            sum += accumulate(part, batch.size());
        }
        ranks().sumGradients(learnt);
        double mean = ranks().sum(sum)[0] / batch.size();
        FirstLoss.check(number, mean, parts.base().directory());
        double norm = GradientNorm.clip(learnt, settings.optimiser().maxGradientNorm(), "learningRate");
        double rate = schedule.rate(settings.optimiser().learningRate(), number);
        optimiser.step(rate);
        if (adapter != null) {
            adapter.step(schedule.rate(settings.optimiser().loraRate(), number));
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put(Metrics.TRAINING_LOSS, mean);
        metrics.put(Metrics.GRADIENT_NORM, norm);
        metrics.put(Metrics.LEARNING_RATE, rate);
        metrics.putAll(evaluationIfDue(number));
        return metrics;
    }

    /** The loss of some texts, summed; its gradient is divided by the number of all texts of the step. */
    private double accumulate(List<Integer> texts, int all) {
        List<RatedText> rated =
                texts.stream().map(i -> parts.training().get(i).text()).toList();
        try (Scope scope = Scope.open();
                GradientPass pass = trunk.gradientPass(false)) {
            Tensor sum = loss.sum(head.apply(pooled(texts)), head.bias(), rated);
            pass.backward(sum.div(all));
            return sum.item();
        }
    }

    /** F32 {@code [texts, hidden]}: as read before, or by the adapter as it is now. */
    private Tensor pooled(List<Integer> texts) {
        if (parts.adapter() == null) {
            return rows(texts);
        }
        List<int[]> ids = texts.stream().map(i -> parts.training().get(i).ids()).toList();
        try (AdapterScope use = trunk.use(parts.adapter())) {
            return Pooled.of(
                    trunk, TokenBatch.rightPadded(ids), settings.score().pooling());
        }
    }

    private Tensor rows(List<Integer> texts) {
        List<float[]> all = Objects.requireNonNull(read);
        int width = all.getFirst().length;
        float[] flat = new float[texts.size() * width];
        for (int i = 0; i < texts.size(); i++) {
            System.arraycopy(all.get(texts.get(i)), 0, flat, i * width, width);
        }
        return Tensor.of(flat, texts.size(), width).to(trunk.device());
    }

    /** All texts by the trunk as it was before training, once: the head's places are brought to one size by them. */
    private void readTexts() throws IOException {
        if (read == null) {
            List<int[]> texts = new ArrayList<>();
            parts.training().forEach(text -> texts.add(text.ids()));
            if (parts.adapter() == null) {
                parts.heldOut().forEach(text -> texts.add(text.ids()));
            }
            FeatureFile file =
                    new FeatureFile(features(ranks().rank()), trunk.config().hiddenSize());
            List<float[]> own = file.rows(ranks().part(texts.size()).of(texts), this::read);
            learnFrom((long) ranks().sum(tokensRead)[0]);
            read = ranks().size() == 1 ? own : floats(ranks().gather(doubles(own)));
            head.standardise(read.subList(0, parts.training().size()));
        }
    }

    private Path features(int rank) {
        return parts.run().path().resolve("features-%d-of-%d.f32".formatted(rank + 1, ranks().size()));
    }

    private float[][] read(List<int[]> texts) {
        float[][] rows = new float[texts.size()][];
        tokensRead += texts.stream().mapToLong(ids -> ids.length).sum();
        try (AdapterScope bare = trunk.useNone()) {
            RaterModel.inBatches(
                    trunk,
                    null,
                    facts(List.of()),
                    texts,
                    settings.reading().microBatchTokens(),
                    pooled -> pooled,
                    (text, values) -> rows[text] = values);
        }
        return rows;
    }

    private static List<double[]> doubles(List<float[]> rows) {
        return rows.stream()
                .map(row ->
                        IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray())
                .toList();
    }

    private static List<float[]> floats(List<double[]> rows) {
        List<float[]> all = new ArrayList<>();
        for (double[] row : rows) {
            float[] floats = new float[row.length];
            for (int i = 0; i < row.length; i++) {
                floats[i] = (float) row[i];
            }
            all.add(floats);
        }
        return all;
    }

    private RaterFacts facts(List<Double> biases) {
        return new RaterFacts(
                settings.score().loss(),
                settings.score().pooling(),
                settings.reading().maxLength(),
                biases);
    }

    private RaterModel model() {
        TrainedHead.Folded folded = head.folded();
        return new RaterModel(trunk, parts.adapter(), folded.head(), facts(folded.biases()));
    }

    private Map<String, Double> evaluationIfDue(long number) {
        int chosen = settings.evaluation().evaluateEvery();
        long every = chosen > 0 ? chosen : Math.max(1, Math.ceilDiv(steps(), EVALUATIONS));
        if (parts.heldOut().isEmpty() || !isDue(number, every)) {
            return Map.of();
        }
        double[] outputs = ranks()
                .gather(Arrays.stream(
                                outputs(model(), ranks().part(parts.heldOut().size())))
                        .mapToObj(each -> new double[] {each})
                        .toList())
                .stream()
                .mapToDouble(each -> each[0])
                .toArray();
        return HeldOutScores.of(parts, model(), outputs).metrics();
    }

    /** What the head says of held-out texts. */
    private double[] outputs(RaterModel model, Ranks.Part part) {
        List<float[]> rows = read;
        if (rows != null && parts.adapter() == null) {
            float[] weight = model.head().weight().toFloats();
            return part.of(rows.subList(parts.training().size(), rows.size())).stream()
                    .mapToDouble(row -> dot(row, weight))
                    .toArray();
        }
        return model.outputs(
                part.of(parts.heldOut()).stream().map(RatedIds::ids).toList(),
                settings.reading().microBatchTokens());
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return words("loss %.4f", metrics, Metrics.TRAINING_LOSS);
    }

    @Override
    protected TrainingState state() {
        TrainingState state = new TrainingState().optimiser("head", optimiser).tensors("standard", head.standard());
        return adapter == null ? state : state.optimiser("adapter", adapter);
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        if (ranks().size() == 1 && last.step() > 0) {
            readTexts();
        }
        RaterModel model = model();
        double[] outputs = outputs(model, new Ranks.Part(0, parts.heldOut().size()));
        new RaterResult(parts, model, last.step(), HeldOutScores.of(parts, model, outputs)).write(directory);
        for (int rank = 0; rank < ranks().size(); rank++) {
            Files.deleteIfExists(features(rank));
        }
    }

    @Override
    public void close() {
        optimiser.close();
        if (adapter != null) {
            adapter.close();
        }
        head.close();
    }
}
