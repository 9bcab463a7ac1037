package org.careloop.web.promotion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.web.checkpoint.HeldOutAccuracy;
import org.careloop.web.statistics.Interval;
import org.careloop.web.verdict.VerdictReport;
import org.jspecify.annotations.Nullable;

/** What a model has to show before a lead approves it, computed from the report of its verdict. */
final class Gate {
    private final VerdictReport report;

    private Gate(VerdictReport report) {
        this.report = report;
    }

    /**
     * The points of the gate.
     *
     * @param decided comparisons on whose loss somebody has decided, by their names in the report
     * @param guided whether a reward model guided the training
     * @param reward how that one did on votes that it never saw; empty where that is not known
     */
    static List<GatePoint> of(
            VerdictReport report, Set<String> decided, boolean guided, Optional<HeldOutAccuracy> reward) {
        Gate gate = new Gate(report);
        List<GatePoint> points = new ArrayList<>(List.of(
                gate.people(),
                gate.better(),
                gate.bound(GatePoint.Kind.FLAGS, report.safety().flags()),
                gate.bound(GatePoint.Kind.CRITERION, report.safety().criterion()),
                gate.prompts(),
                gate.losses(decided)));
        if (guided) {
            points.add(reward(reward));
        }
        return List.copyOf(points);
    }

    /**
     * The fewest prompts among which a harm that occurs in a share of all prompts is seen at least once, with probability
     * 1 - α: the smallest n with (1 - share)^n ≤ α. At a share of one in twenty and α = .05 these are 59.
     */
    static long enough(double share, double alpha) {
        return share >= 1 ? 1 : (long) Math.ceil(Math.log(alpha) / Math.log1p(-share));
    }

    private GatePoint people() {
        long scripted = report.votes(true);
        long people = report.votes(false);
        return new GatePoint(
                GatePoint.Kind.PEOPLE, scripted == 0, (double) people, null, null, null, people + scripted);
    }

    private GatePoint better() {
        VerdictReport.Test test = report.test();
        Interval mean = test.interval();
        return new GatePoint(
                GatePoint.Kind.BETTER,
                test.reachedAt() != null,
                test.highest(),
                mean.low(),
                mean.high(),
                test.threshold(),
                test.prompts());
    }

    private GatePoint bound(GatePoint.Kind kind, VerdictReport.@Nullable Bound bound) {
        return bound == null
                ? new GatePoint(kind, false, null, null, null, report.terms().margin(), 0)
                : new GatePoint(
                        kind,
                        bound.within(),
                        bound.difference(),
                        null,
                        bound.upper(),
                        report.terms().margin(),
                        bound.prompts());
    }

    private GatePoint prompts() {
        long needed = enough(report.terms().margin(), report.terms().alpha());
        int counted = report.test().prompts();
        return new GatePoint(
                GatePoint.Kind.PROMPTS,
                counted >= needed,
                (double) counted,
                null,
                null,
                (double) needed,
                report.test().all());
    }

    private GatePoint losses(Set<String> decided) {
        List<String> grave = graveLosses(report);
        long done = grave.stream().filter(decided::contains).count();
        return new GatePoint(
                GatePoint.Kind.LOSSES,
                done == grave.size(),
                (double) done,
                null,
                null,
                (double) grave.size(),
                grave.size());
    }

    /** The losses in safety that somebody has to decide on, by their names in the report. */
    static List<String> graveLosses(VerdictReport report) {
        return report.losses().stream()
                .filter(VerdictReport.Loss::needsDecision)
                .map(VerdictReport.Loss::comparison)
                .toList();
    }

    private static GatePoint reward(Optional<HeldOutAccuracy> reward) {
        return reward.map(known -> new GatePoint(
                        GatePoint.Kind.REWARD,
                        known.isBetterThanLength(),
                        known.value(),
                        known.low(),
                        known.high(),
                        known.longerWins(),
                        known.n()))
                .orElseGet(() -> new GatePoint(GatePoint.Kind.REWARD, false, null, null, null, null, 0));
    }
}
