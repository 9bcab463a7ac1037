package org.careloop.web.study;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.people.PersonId;
import org.careloop.web.people.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Studies: made, listed, and how they go. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ML_ENGINEER, Role.Names.ADMINISTRATOR})
public class StudyService {
    private final StudyRepository studies;
    private final MemberRepository members;
    private final StudyAccess access;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    StudyService(
            StudyRepository studies,
            MemberRepository members,
            StudyAccess access,
            CurrentPerson current,
            AuditLog audit,
            Clock clock) {
        this.studies = studies;
        this.members = members;
        this.access = access;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** Makes a study. Who begins one as a draft leads it. */
    @Transactional
    @RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
    public Study create(NewStudy study, @Nullable PersonId createdBy) {
        Study made = studies.insert(study, createdBy, clock.instant());
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("overlap", made.design().overlap());
        detail.put("state", made.state().name());
        if (createdBy != null && made.state() == Study.State.DRAFT) {
            members.add(made.id(), createdBy, MemberRole.LEAD, createdBy, clock.instant());
            detail.put("lead", createdBy.toString());
        }
        audit.record("study.create", made.name(), detail);
        return made;
    }

    /** The studies that the person asking may see, the newest first. */
    @Transactional(readOnly = true)
    public List<Study> list() {
        boolean seesAll = !current.isSignedIn() || current.has(Role.ADMINISTRATOR) || current.has(Role.ML_ENGINEER);
        Set<StudyId> hidden = seesAll ? Set.of() : members.ledByOthers(current.id());
        return studies.list().stream()
                .filter(study -> !hidden.contains(study.id()))
                .toList();
    }

    /** A study that the person asking may see. */
    @Transactional(readOnly = true)
    public Optional<Study> find(StudyId id) {
        return studies.find(id).filter(study -> access.maySee(study.id()));
    }

    /** A study that the person asking may see. */
    @Transactional(readOnly = true)
    public Optional<Study> findByName(String name) {
        return studies.findByName(NewStudy.checkedName(name)).filter(study -> access.maySee(study.id()));
    }
}
