package org.careloop.ppo.dpo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.saved.TextProbe;
import org.careloop.lm.tensor.Rng;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.FirstLoss;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.ModelCard;
import org.careloop.lm.train.Schedule;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingState;
import org.careloop.ppo.policy.FixedPromptSamples;
import org.careloop.ppo.policy.Policy;
import org.careloop.ppo.policy.PolicyCard;
import org.careloop.ppo.policy.Tuning;
import org.careloop.reward.likelihood.PreferenceLoss;
import org.careloop.reward.likelihood.TieParameter;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunSpec;
import org.careloop.run.settings.DpoSettings;
import org.careloop.run.settings.LikelihoodSettings;

/** The steps of direct preference optimisation. */
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
    private final Map<VotedPair, double[]> reference = new IdentityHashMap<>();
    private final DpoLoss loss;
    private final TieParameter tie;
    private final AdamW optimiser;
    private final List<Tensor> learnt = new ArrayList<>();
    private final Schedule schedule;

    DpoJob(Parts parts) {
        super(parts.policy().model().device(), parts.settings().run().stateEvery());
        this.parts = parts;
        settings = parts.settings();
        pairs = parts.data().pairs();
        logProbs = new SummedLogProbs(parts.policy());
        loss = new DpoLoss(
                settings.loss().beta(), PreferenceLoss.of(parts.data().ties(), settings.likelihood()));
        tie = new TieParameter(
                parts.data().ties(),
                parts.data().tieRate(),
                settings.likelihood(),
                parts.policy().model().device());
        optimiser = new AdamW(parts.policy().trainable(), OPTIMISER);
        learnt.addAll(optimiser.parameters());
        learnt.addAll(tie.optimiser().parameters());
        schedule = new Schedule(
                Schedule.Shape.LINEAR, Math.round(settings.optimiser().warmUp() * steps()), steps());
    }

    @Override
    public Map<String, Double> step(long number) throws IOException {
        appraiseOnce();
        List<VotedPair> batch = batch(number);
        learnFrom(batch.stream().mapToLong(VotedPair::tokens).sum());
        double weight = parts.data().batch(batch).weight();
        DpoFigures figures = new DpoFigures(settings.loss().beta(), parts.data().ties(), tie.value());
        optimiser.clearGradients();
        tie.clearGradient();
        for (List<VotedPair> part : SummedLogProbs.parts(
                ranks().share(batch, VotedPair::longest), settings.memory().microBatchTokens())) {
            gradient(part, weight, figures);
        }
        ranks().sumGradients(learnt);
        figures.sumOver(ranks());
        Map<String, Double> metrics = new LinkedHashMap<>(figures.values());
        FirstLoss.check(
                number,
                Objects.requireNonNull(metrics.get(Metrics.LOSS)),
                parts.directory().path().resolve(parts.spec().startsFrom()));
        double norm =
                GradientNorm.clip(optimiser.parameters(), settings.optimiser().maxGradientNorm(), "learningRate");
        double share = schedule.rate(1, number);
        double rate = share * parts.policy().learningRate(settings.optimiser().learningRate());
        optimiser.step(rate);
        tie.step(share);
        metrics.put(Metrics.GRADIENT_NORM, norm);
        metrics.put(Metrics.LEARNING_RATE, rate);
        if (ranks().isFirst() && isDue(number, stateEvery())) {
            parts.samples().write(parts.directory().samples(), number);
        }
        return metrics;
    }

    /** The reference never changes: each rank appraises its part of the pairs, once, and all get all. */
    private void appraiseOnce() {
        if (reference.isEmpty()) {
            List<VotedPair> own = ranks().part(pairs.size()).of(pairs);
            Map<VotedPair, double[]> sums =
                    logProbs.underReference(own, settings.memory().microBatchTokens());
            List<double[]> all = ranks().gather(own.stream()
                    .map(pair -> Objects.requireNonNull(sums.get(pair)))
                    .toList());
            for (int i = 0; i < pairs.size(); i++) {
                reference.put(pairs.get(i), all.get(i));
            }
        }
    }

    private void gradient(List<VotedPair> part, double weight, DpoFigures figures) {
        try (Scope scope = Scope.open();
                GradientPass pass =
                        Tuning.of(settings).gradientPass(parts.policy().model())) {
            VoteBatch votes = parts.data().batch(part);
            double[] before = fixed(part);
            Tensor now = logProbs.underPolicy(part); // [2 * pairs]
            Tensor fixed = Tensor.of(before).to(now.dtype()).to(now.device());
            Tensor sum = loss.sum(now, fixed, tie.tensor(), votes);
            pass.backward(sum.div(weight));
            figures.add(sum.item(), votes, now.toDoubles(), before);
        }
    }

    /** Log-probabilities under the reference, of the responses a, then of the b. */
    private double[] fixed(List<VotedPair> part) {
        double[] both = new double[2 * part.size()];
        for (int i = 0; i < part.size(); i++) {
            double[] sums = Objects.requireNonNull(reference.get(part.get(i)));
            both[i] = sums[0];
            both[part.size() + i] = sums[1];
        }
        return both;
    }

    /** The pairs of a step: each epoch has its own order, which depends only on the seed. */
    List<VotedPair> batch(long number) {
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
        return new TrainingState().optimiser("policy", optimiser).optimiser("tie", tie.optimiser());
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
        card.section("Likelihood of votes").text(words());
        TextProbe probe =
                parts.samples().probe(() -> pairs.stream().map(VotedPair::a).toList());
        parts.policy().write(directory, settings.saving(), probe, parts.spec(), last, null, card);
    }

    /** How votes were learnt from, in words. */
    private String words() {
        LikelihoodSettings likely = settings.likelihood();
        return "A response's score is %s times the log-ratio of policy to reference. %s. A clear preference asks for a lead of %s, a moderate one for half of it, a slight one for none; %s of the decisive votes are taken to have been given to the wrong response."
                .formatted(
                        settings.loss().beta(),
                        parts.data().ties().words(tie.value()),
                        likely.margin(),
                        likely.labelSmoothing());
    }

    @Override
    public void close() {
        tie.close();
        optimiser.close();
        parts.policy().close();
    }
}
