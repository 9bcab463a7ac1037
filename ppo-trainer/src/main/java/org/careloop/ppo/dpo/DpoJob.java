package org.careloop.ppo.dpo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.saved.TextProbe;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.Schedule;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingState;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.PolicyCard;
import org.careloop.ppo.policy.Tuning;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.DpoSettings;

/** The steps of direct preference optimisation. Left out on purpose: ties, for which the DPO loss has no term. */
final class DpoJob extends TrainingJob {
    private static final AdamW.Settings OPTIMISER = new AdamW.Settings(0.9, 0.999, 1e-8, 0);

    /** The parts that the job works with. */
    record Parts(
            RunDirectory directory,
            RunSpec spec,
            DpoSettings settings,
            VotedPairs data,
            Policy policy,
            FixedPromptSamples samples) {}

    private final Parts parts;
    private final DpoSettings settings;
    private final List<VotedPair> pairs;
    private final SummedLogProbs logProbs;
    private final Map<VotedPair, double[]> reference;
    private final DpoLoss loss;
    private final AdamW optimiser;
    private final Schedule schedule;

    DpoJob(Parts parts) {
        super(parts.policy().model().device(), parts.settings().run().stateEvery());
        this.parts = parts;
        settings = parts.settings();
        pairs = parts.data().pairs();
        logProbs = new SummedLogProbs(parts.policy());
        loss = new DpoLoss(settings.loss().beta());
        optimiser = new AdamW(parts.policy().trainable(), OPTIMISER);
        schedule = new Schedule(
                Schedule.Shape.LINEAR, Math.round(settings.optimiser().warmUp() * steps()), steps());
        reference = logProbs.underReference(pairs, settings.memory().microBatchTokens());
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        List<VotedPair> batch = batch(number);
        double weight = batch.stream().mapToDouble(VotedPair::weight).sum();
        DpoFigures figures = new DpoFigures(settings.loss().beta());
        optimiser.clearGradients();
        for (List<VotedPair> part :
                SummedLogProbs.parts(batch, settings.memory().microBatchTokens())) {
            gradient(part, weight, figures);
        }
        double norm =
                GradientNorm.clip(optimiser.parameters(), settings.optimiser().maxGradientNorm(), "learningRate");
        double rate =
                schedule.rate(parts.policy().learningRate(settings.optimiser().learningRate()), number);
        optimiser.step(rate);
        Map<String, Double> metrics = new LinkedHashMap<>(figures.values());
        metrics.put(Metrics.GRADIENT_NORM, norm);
        metrics.put(Metrics.LEARNING_RATE, rate);
        if (isDue(number, stateEvery())) {
            parts.samples().write(parts.directory().samples(), number);
        }
        return metrics;
    }

    private void gradient(List<VotedPair> part, double weight, DpoFigures figures) {
        try (Scope scope = Scope.open();
                GradientPass pass =
                        Tuning.of(settings).gradientPass(parts.policy().model())) {
            SummedLogProbs.Both now = logProbs.underPolicy(part);
            Tensor ratioA = now.a().sub(column(part, pair -> fixed(pair)[0]));
            Tensor ratioB = now.b().sub(column(part, pair -> fixed(pair)[1]));
            Tensor result =
                    loss.of(ratioA, ratioB, column(part, VotedPair::forA), column(part, VotedPair::forB), weight);
            pass.backward(result);
            figures.loss(result.item());
            double[] a = now.a().toDoubles();
            double[] b = now.b().toDoubles();
            for (int i = 0; i < a.length; i++) {
                double[] before = fixed(part.get(i));
                figures.votes(part.get(i).forA(), a[i], before[0], b[i], before[1]);
                figures.votes(part.get(i).forB(), b[i], before[1], a[i], before[0]);
            }
        }
    }

    private double[] fixed(VotedPair pair) {
        return Objects.requireNonNull(reference.get(pair));
    }

    private Tensor column(List<VotedPair> part, ToDoubleFunction<VotedPair> figure) {
        float[] values = new float[part.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) figure.applyAsDouble(part.get(i));
        }
        return Tensor.of(values, values.length).to(parts.policy().model().device());
    }

    /** The pairs of a step: each epoch has its own order, which depends only on the seed. */
    private List<VotedPair> batch(long number) {
        long inEpoch = stepsInEpoch();
        int[] order = Rng.ofPass(settings.run().seed(), (number - 1) / inEpoch).permutation(pairs.size());
        int start = (int) ((number - 1) % inEpoch) * settings.run().batchPairs();
        int end = Math.min(order.length, start + settings.run().batchPairs());
        return Arrays.stream(order, start, end).mapToObj(pairs::get).toList();
    }

    private long stepsInEpoch() {
        return Math.ceilDiv(pairs.size(), settings.run().batchPairs());
    }

    @Override
    public long steps() {
        return settings.run().epochs() * stepsInEpoch();
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return words("loss %.4f  accuracy %.3f", metrics, Metrics.LOSS, Metrics.REWARD_ACCURACY);
    }

    @Override
    protected TrainingState state() {
        return new TrainingState().optimiser("policy", optimiser);
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        ModelCard card = PolicyCard.of(
                parts.directory(),
                parts.spec(),
                "direct preference optimisation on human preferences",
                parts.data().counts(),
                settings,
                last);
        TextProbe probe =
                parts.samples().probe(() -> pairs.stream().map(VotedPair::a).toList());
        parts.policy().write(directory, settings.saving(), probe, parts.spec(), last, Map.of(), card);
    }

    @Override
    public void close() {
        optimiser.close();
        parts.policy().close();
    }
}
