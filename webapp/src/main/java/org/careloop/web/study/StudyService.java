package org.careloop.web.study;

import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.people.PersonId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Studies: made, listed, and how they go. */
@Service
@RolesAllowed({"STUDY_LEAD", "ML_ENGINEER", "ADMINISTRATOR"})
public class StudyService {
    private final StudyRepository studies;
    private final StudyFigures figures;
    private final AuditLog audit;
    private final Clock clock;

    StudyService(StudyRepository studies, StudyFigures figures, AuditLog audit, Clock clock) {
        this.studies = studies;
        this.figures = figures;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    @RolesAllowed({"STUDY_LEAD", "ADMINISTRATOR"})
    public Study create(NewStudy study, @Nullable PersonId createdBy) {
        Study made = studies.insert(study, createdBy, clock.instant());
        audit.record("study.create", made.name(), Map.of("overlap", made.overlap()));
        return made;
    }

    @Transactional(readOnly = true)
    public List<Study> list() {
        return studies.list();
    }

    @Transactional(readOnly = true)
    public Optional<Study> find(StudyId id) {
        return studies.find(id);
    }

    @Transactional(readOnly = true)
    public Optional<Study> findByName(String name) {
        return studies.findByName(name);
    }

    /** How far a study is and what its votes say, days counted in the clock's time zone. */
    @Transactional(readOnly = true)
    public StudyOverview overview(StudyId id) {
        return figures.overview(id, clock.getZone());
    }
}
