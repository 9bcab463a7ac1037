package org.careloop.web.study;

import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
import org.careloop.web.people.Role;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How far a study has come before it is locked, and what its lock will begin. */
@Service
@Transactional(readOnly = true)
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class StudyStart {
    private final StudySlots slots;
    private final StudyPeople people;
    private final StudyAccess access;

    StudyStart(StudySlots slots, StudyPeople people, StudyAccess access) {
        this.slots = slots;
        this.people = people;
        this.access = access;
    }

    /**
     * What a study will begin with.
     *
     * @param comparisons that votes are asked for
     * @param votes asked for in all
     * @param canJudge clinicians who are handed its comparisons, as far as these fit them
     * @param fitNobody comparisons that fit none of those
     * @param pilot judgements that the pilot asks for; 0 before there is one
     * @param piloted of these given
     */
    public record Outlook(
            long comparisons, long votes, int canJudge, long fitNobody, long pilot, long piloted, boolean isDesigned) {

        public boolean hasPeople() {
            return canJudge > 0 && fitNobody == 0;
        }

        public boolean isPiloted() {
            return pilot > 0 && piloted >= pilot;
        }
    }

    /** Empty for a study that is locked, or is led by others. */
    public Optional<Outlook> of(Study study) {
        if (!study.isUnlocked() || !access.mayLead(study.id())) {
            return Optional.empty();
        }
        StudySlots.Asked asked = slots.asked(study.id());
        StudyPeople.Standing standing = people.standing(study.id());
        return Optional.of(new Outlook(
                asked.comparisons(),
                asked.votes(),
                standing.canJudge().size(),
                standing.fitNobody(),
                asked.pilot(),
                asked.piloted(),
                // A study's version grows when its design is stored again; it begins with that of its template.
                study.version() > 0));
    }
}
