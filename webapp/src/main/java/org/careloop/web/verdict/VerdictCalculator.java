package org.careloop.web.verdict;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.study.Study;
import org.springframework.stereotype.Component;

/** Reads the votes of a study and turns them into a report on the terms that were fixed before, or else are asked for. */
@Component
class VerdictCalculator {
    private final VerdictReader reader;
    private final VerdictPlanRepository plans;
    private final Clock clock;

    VerdictCalculator(VerdictReader reader, VerdictPlanRepository plans, Clock clock) {
        this.reader = reader;
        this.plans = plans;
        this.clock = clock;
    }

    /** @throws BadInput as {@link VerdictService#report} */
    VerdictReport report(Study study, VerdictAsked asked) throws IOException {
        Optional<VerdictPlan> plan = plans.find(study.id());
        VerdictTerms terms = asked.terms(plan);
        VerdictData data = reader.read(study);
        return new VerdictCalculation(study, data, terms).report(clock.instant(), plan);
    }
}
