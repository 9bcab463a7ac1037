package org.careloop.web.annotation;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StorableText;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Settles privacy reports, for those who run the study. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
@Transactional
public class PrivacyService {
    public static final int LONGEST_REASON = AnswerRules.LONGEST_NOTE;

    private final EscalationRepository escalations;
    private final ComparisonRepository comparisons;
    private final StudyAccess access;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    PrivacyService(
            EscalationRepository escalations,
            ComparisonRepository comparisons,
            StudyAccess access,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.escalations = escalations;
        this.comparisons = comparisons;
        this.access = access;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** The reports of a study that nobody has settled, the oldest first. */
    @Transactional(readOnly = true)
    public List<PrivacyReport> open(StudyId study) {
        access.requireLead(study);
        return escalations.privacyReports(study);
    }

    /**
     * Nothing is wrong with the comparison: it is handed out again.
     *
     * @throws BadInput when no report of it is open, or no reason is given
     */
    public void release(ComparisonId comparison, String why) {
        settle(comparison, "RELEASED", why);
        escalations.release(comparison);
    }

    /**
     * Keeps the comparison out of the study for good: it is never handed out again. Votes that it has stay as they are.
     *
     * @throws BadInput when no report of it is open, or no reason is given
     */
    public void keepOut(ComparisonId comparison, String why) {
        settle(comparison, "KEPT_OUT", why);
    }

    private void settle(ComparisonId id, String outcome, String why) {
        StoredComparison comparison = comparisons.find(id).orElseThrow();
        access.requireLead(comparison.study());
        if (why.isBlank()) {
            throw BadInput.coded(
                    "study.reason-needed", "reason: given none, expected why the comparison is released or kept out");
        }
        StorableText.check("reason", why, LONGEST_REASON);
        if (escalations.settlePrivacy(id, current.id(), outcome, clock.instant()) == 0) {
            throw BadInput.coded(
                    "annotate.privacy-settled",
                    "comparison \"%s\": no report of a privacy problem is open; was it settled meanwhile?"
                            .formatted(comparison.externalId()),
                    comparison.externalId());
        }
        audit.record("comparison.privacy-settled", id.toString(), why.strip(), Map.of("outcome", outcome));
    }
}
