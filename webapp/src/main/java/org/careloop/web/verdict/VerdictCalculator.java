package org.careloop.web.verdict;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.checkpoint.CheckpointService;
import org.careloop.web.checkpoint.LineageService;
import org.careloop.web.study.Study;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the votes of a study and turns them into a report on the terms that were fixed before, or else are asked for. */
@Component
class VerdictCalculator {
    private final VerdictReader reader;
    private final VerdictPlanRepository plans;
    private final CheckpointService checkpoints;
    private final LineageService lineages;
    private final Clock clock;

    VerdictCalculator(
            VerdictReader reader,
            VerdictPlanRepository plans,
            CheckpointService checkpoints,
            LineageService lineages,
            Clock clock) {
        this.reader = reader;
        this.plans = plans;
        this.checkpoints = checkpoints;
        this.lineages = lineages;
        this.clock = clock;
    }

    /** @throws BadInput as {@link VerdictService#report} */
    VerdictReport report(Study study, VerdictAsked asked) throws IOException {
        return report(study, asked, reader.read(study));
    }

    private VerdictReport report(Study study, VerdictAsked asked, VerdictData data) {
        Optional<VerdictPlan> plan = plans.find(study.id());
        return new VerdictCalculation(study, data, asked.terms(plan)).report(clock.instant(), plan);
    }

    /** The same with what a reward model expects of the prompts that nobody judged. */
    VerdictReport report(Study study, VerdictAsked asked, RewardScores scores) throws IOException {
        VerdictData data = reader.read(study);
        VerdictReport report = report(study, asked, data);
        List<JudgedPair> pairs = data.pairs().stream()
                .filter(pair -> pair.isOf(report.candidate(), report.rival()))
                .toList();
        return report.with(new PredictedCount(report.candidate(), report.rival(), scores)
                .of(pairs, report.terms().alpha(), guided(report.candidate(), scores.model())));
    }

    /** Whether a reward model guided the training of a policy; null where no run here made the policy. */
    private @Nullable Boolean guided(String policy, String rewardModel) {
        return checkpoints
                .named(policy)
                .flatMap(model -> lineages.of(model.id()))
                .map(lineage -> lineage.reward()
                        .filter(reward -> reward.name().equals(rewardModel))
                        .isPresent())
                .orElse(null);
    }
}
