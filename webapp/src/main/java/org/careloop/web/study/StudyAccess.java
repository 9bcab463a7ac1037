package org.careloop.web.study;

import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.Role;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;

/**
 * Who may see and run which study. Services ask it before they act; a role alone opens no study.
 *
 * <ul>
 *   <li>An administrator runs every study.
 *   <li>A study lead runs the studies whose lead they are, and those that have no lead.
 *   <li>An engineer sees every study and runs none.
 *   <li>Where no account is signed in, the installation itself acts (first start, command line) and may do all.
 * </ul>
 */
@Component
public class StudyAccess {
    private final MemberRepository members;
    private final CurrentPerson current;

    StudyAccess(MemberRepository members, CurrentPerson current) {
        this.members = members;
        this.current = current;
    }

    /** Whether the person asking may read how the study goes. */
    public boolean maySee(StudyId study) {
        return current.has(Role.ML_ENGINEER) || mayLead(study);
    }

    /** Whether the person asking may see what came of these studies together: they may see each of them. */
    public boolean maySee(StudyPool pool) {
        return pool.ids().stream().allMatch(this::maySee);
    }

    /** Whether the person asking may change the study, its people and its data. */
    public boolean mayLead(StudyId study) {
        if (!current.isSignedIn() || current.has(Role.ADMINISTRATOR)) {
            return true;
        }
        return current.has(Role.STUDY_LEAD)
                && (members.isMember(study, current.id(), MemberRole.LEAD) || !members.hasAny(study, MemberRole.LEAD));
    }

    /** Whether the person asking settles disagreements of the study: an adjudicator of it, or who runs it. */
    public boolean mayAdjudicate(StudyId study) {
        return mayLead(study) || current.isSignedIn() && members.isMember(study, current.id(), MemberRole.ADJUDICATOR);
    }

    /**
     * Insists on {@link #maySee(StudyId)}.
     *
     * @throws AccessDeniedException when the study is led by others
     */
    public void requireSee(StudyId study) {
        require(maySee(study));
    }

    /**
     * Insists on {@link #maySee(StudyPool)}.
     *
     * @throws AccessDeniedException when one of the studies is led by others
     */
    public void requireSee(StudyPool pool) {
        require(maySee(pool));
    }

    /**
     * Insists on {@link #mayLead}.
     *
     * @throws AccessDeniedException when the study is led by others
     */
    public void requireLead(StudyId study) {
        require(mayLead(study));
    }

    /**
     * Insists on {@link #mayAdjudicate}.
     *
     * @throws AccessDeniedException when the person is no adjudicator of the study
     */
    public void requireAdjudicator(StudyId study) {
        require(mayAdjudicate(study));
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw new AccessDeniedException("the study belongs to others; ask one of its leads");
        }
    }
}
