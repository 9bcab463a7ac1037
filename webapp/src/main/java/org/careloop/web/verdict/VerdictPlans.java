package org.careloop.web.verdict;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What verdicts are asked about, said before the first vote. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class VerdictPlans {
    private final VerdictPlanRepository plans;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final AuditLog audit;
    private final Clock clock;

    VerdictPlans(
            VerdictPlanRepository plans, StudyRepository studies, StudyAccess access, AuditLog audit, Clock clock) {
        this.plans = plans;
        this.studies = studies;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** Empty for a study about which nothing was fixed before. */
    @Transactional(readOnly = true)
    public Optional<VerdictPlan> of(Study study) {
        access.requireLead(study.id());
        return plans.find(study.id());
    }

    /**
     * Fixes the terms of a draft, once. They are locked with its design.
     *
     * @throws BadInput when the study is locked, has a vote already, or has a plan
     */
    @Transactional
    public VerdictPlan fix(Study seen, PlannedVerdict planned, PersonId by) {
        access.requireLead(seen.id());
        Study stored = studies.lock(seen.id()).orElseThrow();
        if (!stored.isUnlocked() || plans.hasVotes(stored.id())) {
            throw BadInput.coded(
                    "verdict.too-late",
                    "study \"%s\" is locked or has votes; the terms of a verdict are fixed before, so begin a new study"
                            .formatted(stored.name()),
                    stored.name());
        }
        if (plans.find(stored.id()).isPresent()) {
            throw BadInput.coded(
                    "verdict.fixed",
                    "the terms of study \"%s\" are fixed already; begin a new study for others"
                            .formatted(stored.name()),
                    stored.name());
        }
        VerdictPlan plan = planned.at(clock.instant());
        plans.insert(stored.id(), plan, by);
        audit.record("verdict.plan", stored.name(), detail(plan));
        return plans.find(stored.id()).orElseThrow();
    }

    private static Map<String, Object> detail(VerdictPlan plan) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("candidate", plan.terms().candidate().orElseThrow());
        detail.put("rival", plan.terms().rival().orElseThrow());
        detail.put("alpha", plan.terms().alpha());
        detail.put("margin", plan.terms().margin());
        detail.put("seed", plan.terms().seed());
        detail.put("effect", plan.effect());
        detail.put("power", plan.power());
        detail.put("prompts", plan.prompts());
        return detail;
    }
}
