package org.careloop.reward;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.careloop.lm.model.GradientPass;
import org.careloop.lm.model.TokenBatch;
import org.careloop.lm.ranks.Ranks;
import org.careloop.lm.tensor.Scope;
import org.careloop.lm.tensor.Tensor;
import org.careloop.lm.train.AdamW;
import org.careloop.lm.train.FirstLoss;
import org.careloop.lm.train.GradientNorm;
import org.careloop.lm.train.Schedule;
import org.careloop.lm.train.TrainingJob;
import org.careloop.lm.train.TrainingState;
import org.careloop.reward.likelihood.PreferenceLoss;
import org.careloop.reward.likelihood.TieModel;
import org.careloop.reward.likelihood.TieParameter;
import org.careloop.reward.likelihood.VoteBatch;
import org.careloop.reward.report.BaseRates;
import org.careloop.reward.report.EvaluationReport;
import org.careloop.run.MetricLog;
import org.careloop.run.Metrics;
import org.careloop.run.settings.RewardSettings;
import org.careloop.run.settings.Toggle;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a reward model's training. Left out on purpose: dropout; and selecting the best of several states by the
 * held-out votes, because the figures on those votes would then be too optimistic.
 */
final class RewardJob extends TrainingJob {
    private static final AdamW.Settings WITHOUT_DECAY = new AdamW.Settings(0.9, 0.999, 1e-8, 0);

    /** Factor of the head's learning rate: the head starts untrained, the trunk is pre-trained. */
    private static final double HEAD_PACE = 10;

    /** Evaluations in a run whose settings do not say how often. */
    private static final int EVALUATIONS = 5;

    private final RewardParts parts;
    private final RewardSettings settings;
    private final RewardModel model;
    private final TieModel ties;
    private final TieParameter tie;
    private final PreferenceLoss likelihood;
    private final BatchPlan plan;
    private final Schedule schedule;
    private final AdamW weights;
    private final AdamW head;
    private final List<Tensor> clipped = new ArrayList<>();
    private final List<Tensor> learnt = new ArrayList<>();
    private final Evaluator evaluator;
    private long done;
    private long evaluated;
    private @Nullable EvaluationReport evaluation;

    RewardJob(RewardParts parts) {
        super(parts.model().trunk().device(), parts.settings().run().stateEvery());
        this.parts = parts;
        settings = parts.settings();
        model = parts.model();
        ties = parts.ties();
        tie = new TieParameter(
                ties,
                parts.data().tieRate(),
                settings.likelihood(),
                model.trunk().device());
        likelihood = PreferenceLoss.of(ties, settings.likelihood());
        plan = new BatchPlan(
                parts.training(),
                settings.run().epochs(),
                settings.run().batchPairs(),
                settings.run().seed());
        long warmUp = Math.round(settings.optimiser().warmUp() * plan.size());
        schedule = new Schedule(Schedule.Shape.COSINE, warmUp, plan.size());
        weights = new AdamW(
                model.trainable(),
                new AdamW.Settings(0.9, 0.999, 1e-8, settings.optimiser().weightDecay()));
        head = new AdamW(Map.of(RewardCheckpoint.HEAD, model.head().weight()), WITHOUT_DECAY);
        clipped.addAll(weights.parameters());
        clipped.addAll(head.parameters());
        learnt.addAll(clipped);
        learnt.addAll(tie.optimiser().parameters());
        evaluator = new Evaluator(ties, BaseRates.of(parts.data()));
    }

    @Override
    public long steps() {
        return plan.size();
    }

    @Override
    public Map<String, Double> step(long number) {
        weights.clearGradients();
        head.clearGradients();
        tie.clearGradient();
        List<EncodedGroup> groups = plan.step(number);
        learnFrom(groups.stream().mapToLong(EncodedGroup::tokens).sum());
        Map<String, Double> metrics = accumulate(groups).values();
        ranks().sumGradients(learnt);
        FirstLoss.check(
                number,
                Objects.requireNonNull(metrics.get(Metrics.LOSS)),
                parts.base().directory());
        double norm = GradientNorm.clip(clipped, settings.optimiser().maxGradientNorm(), "learningRate");
        double share = schedule.rate(1, number);
        weights.step(share * settings.optimiser().learningRate());
        head.step(share * settings.optimiser().learningRate() * HEAD_PACE);
        tie.step(share);
        done = number;
        metrics.put(Metrics.GRADIENT_NORM, norm);
        metrics.put(Metrics.LEARNING_RATE, share * settings.optimiser().learningRate());
        if (ties != TieModel.NONE) {
            metrics.put(Metrics.TIE_PARAMETER, tie.value());
        }
        metrics.putAll(evaluationIfDue(number));
        return metrics;
    }

    /**
     * Accumulates the gradient of the mean loss over all votes of the step. The loss of each micro-batch is divided by the
     * weight of the whole step, so that the division into micro-batches and among ranks changes nothing.
     */
    private StepFigures accumulate(List<EncodedGroup> step) {
        double weight = parts.votes().of(step).weight();
        StepFigures figures = new StepFigures(ties, tie.value());
        for (List<EncodedGroup> part : BatchPlan.microBatches(
                ranks().share(step, RewardJob::tokens), settings.reading().microBatchTokens())) {
            try (Scope scope = Scope.open();
                    GradientPass pass =
                            model.trunk().gradientPass(settings.reading().recompute() == Toggle.ON)) {
                List<int[]> rows = new ArrayList<>();
                part.forEach(group -> rows.addAll(group.sequences()));
                VoteBatch votes = parts.votes().of(part);
                Tensor scores = model.scores(TokenBatch.rightPadded(rows)); // [responses]
                Tensor loss = likelihood.sum(scores, tie.tensor(), votes);
                pass.backward(loss.div(weight));
                int pairs = part.stream()
                        .mapToInt(group -> group.group().pairs().size())
                        .sum();
                figures.add(loss.item(), scores.toDoubles(), votes, pairs);
            }
        }
        return figures.summed(ranks());
    }

    private static long tokens(EncodedGroup group) {
        return (long) group.longest() * group.sequences().size();
    }

    private Map<String, Double> evaluationIfDue(long number) {
        int chosen = settings.evaluation().evaluateEvery();
        long every = chosen > 0 ? chosen : Math.max(1, (steps() + EVALUATIONS - 1) / EVALUATIONS);
        if (!isDue(number, every) || parts.heldOut().isEmpty()) {
            return Map.of();
        }
        return evaluation(ranks()).headline();
    }

    /** The report of the current model on the held-out votes; computed at most once a step. */
    private EvaluationReport evaluation(Ranks scoring) {
        if (evaluation == null || evaluated != done) {
            evaluation = evaluator.report(Evaluator.scored(model, parts.heldOut(), scoring), tie.value());
            evaluated = done;
        }
        return evaluation;
    }

    @Override
    public String headline(Map<String, Double> metrics) {
        return words("loss %.4f  accuracy %.3f", metrics, Metrics.LOSS, Metrics.ACCURACY);
    }

    @Override
    protected TrainingState state() {
        return new TrainingState()
                .optimiser("weights", weights)
                .optimiser("head", head)
                .optimiser("tie", tie.optimiser());
    }

    @Override
    public void saveModel(Path directory, MetricLog.Line last) throws IOException {
        EvaluationReport heldOut = parts.heldOut().isEmpty() ? null : evaluation(Ranks.ALONE);
        new RewardResult(parts, evaluator, tie.value(), last.step(), heldOut).write(directory);
    }

    @Override
    public void close() {
        weights.close();
        head.close();
        tie.close();
    }
}
