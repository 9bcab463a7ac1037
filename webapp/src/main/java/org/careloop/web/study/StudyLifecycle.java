package org.careloop.web.study;

import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study.State;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a study from draft to pilot, locks it, closes it, opens it again. Each step is asked for by who saw the last. */
@Service
@Transactional(timeout = LongWork.SECONDS)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class StudyLifecycle {
    private final StudyRepository studies;
    private final StudySlots slots;
    private final StudyAccess access;
    private final AuditLog audit;

    StudyLifecycle(StudyRepository studies, StudySlots slots, StudyAccess access, AuditLog audit) {
        this.studies = studies;
        this.slots = slots;
        this.access = access;
        this.audit = audit;
    }

    /**
     * Hands out the first comparisons, to try the design. What is judged now never counts.
     *
     * @param comparisons how many; fewer where the study has fewer that nobody judged
     * @throws BadInput when the study is no draft, or has nothing to hand out
     */
    public Study startPilot(Study seen, int comparisons) {
        hold(seen, Set.of(State.DRAFT));
        if (comparisons < 1) {
            throw BadInput.coded(
                    "study.pilot-size",
                    "pilot: given %d, expected 1 or more comparisons".formatted(comparisons),
                    comparisons);
        }
        Study piloting = enter(seen, State.PILOT);
        int chosen = slots.pilot(seen.id(), comparisons);
        if (chosen == 0) {
            throw BadInput.coded(
                    "study.pilot-empty",
                    "there is no comparison that nobody judged yet; import some, then start the pilot");
        }
        audit.record("study.pilot", seen.name(), Map.of("comparisons", chosen));
        return piloting;
    }

    /**
     * Ends draft and pilot: from now on votes are collected, and a change of the design makes a new version.
     *
     * @param seed draws the order, where the design asks for one by chance; it is recorded
     * @throws BadInput when the study was locked before
     */
    public Study lock(Study seen, long seed) {
        hold(seen, Set.of(State.DRAFT, State.PILOT));
        Study locked = enter(seen, State.COLLECTING);
        slots.open(seen.id());
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("designVersion", seen.designVersion());
        if (locked.design().order() == StudyDesign.Order.RANDOM) {
            slots.shuffle(seen.id(), seed);
            detail.put("orderSeed", seed);
        }
        audit.record("study.lock", seen.name(), detail);
        return locked;
    }

    /** Ends the collection of votes; it can begin again. */
    public Study close(Study seen) {
        hold(seen, Set.of(State.COLLECTING));
        Study closed = enter(seen, State.CLOSED);
        audit.record("study.close", seen.name(), Map.of());
        return closed;
    }

    /**
     * Collects votes again.
     *
     * @throws BadInput when no reason is given, or the study is not closed
     */
    public Study reopen(Study seen, String reason) {
        hold(seen, Set.of(State.CLOSED));
        StorableText.check("reason", reason, StudyDesigner.LONGEST_REASON);
        if (reason.isBlank()) {
            throw BadInput.coded("study.reason-needed", "say why the study collects again, for whoever reads it later");
        }
        Study open = enter(seen, State.COLLECTING);
        audit.record("study.reopen", seen.name(), reason.strip(), Map.of());
        return open;
    }

    private Study enter(Study seen, State state) {
        studies.change(seen, seen.name(), state, seen.designVersion());
        return studies.find(seen.id()).orElseThrow();
    }

    private void hold(Study seen, Set<State> from) {
        access.requireLead(seen.id());
        Study stored = studies.lock(seen.id()).orElseThrow();
        if (!from.contains(stored.state())) {
            throw BadInput.coded(
                    StudyProblem.CHANGED_MEANWHILE,
                    "study \"%s\" is %s meanwhile; look at it again".formatted(stored.name(), stored.state()),
                    stored.name());
        }
    }
}
