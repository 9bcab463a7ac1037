package org.careloop.web.agreement;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.database.LongWork;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyProblem;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leaves an annotator's votes out of a study, with a reason, and counts them again. No vote is changed or deleted. */
@Service
@Transactional(timeout = LongWork.SECONDS)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class ExclusionService {
    private static final int EXAMPLES = 12;
    public static final int LONGEST_REASON = 2000;

    private final ExclusionRepository exclusions;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    ExclusionService(
            ExclusionRepository exclusions,
            StudyRepository studies,
            StudyAccess access,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.exclusions = exclusions;
        this.studies = studies;
        this.access = access;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** The exclusions in force, the earliest first. */
    @Transactional(readOnly = true)
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
    public List<Exclusion> inForce(StudyId study) {
        access.requireSee(study);
        return exclusions.inForce(study);
    }

    /** The effect that excluding this person's votes would have. */
    @Transactional(readOnly = true)
    public ExclusionPreview preview(StudyId study, PersonId annotator) {
        access.requireLead(study);
        return new ExclusionPreview(
                exclusions.votes(study, annotator),
                exclusions.countFallingShort(study, annotator),
                exclusions.fallingShort(study, annotator, EXAMPLES));
    }

    /**
     * Excludes a person's votes, future ones included.
     *
     * @throws BadInput without a reason, for a frozen study, or when they are left out already
     */
    public void exclude(StudyId id, PersonId annotator, String reason) {
        Study study = changeable(id);
        String why = reason(reason);
        if (!exclusions.insert(UUID.randomUUID(), id, annotator, why, current.id(), clock.instant())) {
            throw BadInput.coded("exclusion.changed", "these votes are left out already; reload the page");
        }
        audit.record(
                "exclusion.make",
                study.name(),
                why,
                Map.of("annotator", annotator.toString(), "votes", exclusions.votes(id, annotator)));
    }

    /**
     * Counts a person's votes again.
     *
     * @throws BadInput without a reason, for a frozen study, or when they are counted already
     */
    public void revoke(StudyId id, Exclusion exclusion, String reason) {
        Study study = changeable(id);
        String why = reason(reason);
        if (!exclusions.revoke(id, exclusion.id(), why, current.id(), clock.instant())) {
            throw BadInput.coded("exclusion.changed", "these votes are counted already; reload the page");
        }
        audit.record(
                "exclusion.revoke",
                study.name(),
                why,
                Map.of("annotator", exclusion.annotator().toString(), "votes", exclusion.votes()));
    }

    private Study changeable(StudyId id) {
        access.requireLead(id);
        Study study = studies.lock(id).orElseThrow(StudyProblem::absent);
        if (study.state() == Study.State.FROZEN) {
            throw BadInput.coded(
                    "study.frozen",
                    "study \"%s\" is signed and frozen; its votes stay as they were signed".formatted(study.name()),
                    study.name());
        }
        return study;
    }

    private static String reason(String reason) {
        String stripped = reason.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_REASON) {
            throw BadInput.coded(
                    "study.reason-needed",
                    "reason: given %d characters, expected 1 to %d that say why"
                            .formatted(stripped.length(), LONGEST_REASON));
        }
        return stripped;
    }
}
