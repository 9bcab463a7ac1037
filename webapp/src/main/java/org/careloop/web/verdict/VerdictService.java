package org.careloop.web.verdict;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import org.careloop.run.BadInput;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.springframework.stereotype.Service;

/** Whether a new model is better than its rival, by the votes of a study. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class VerdictService {
    private final VerdictReader reader;
    private final StudyAccess access;
    private final Clock clock;

    VerdictService(VerdictReader reader, StudyAccess access, Clock clock) {
        this.reader = reader;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Counts the present votes. It may be asked for every day: the test allows that.
     *
     * @throws BadInput when the study does not name two models, or has no vote on them yet
     */
    public VerdictReport report(Study study, VerdictTerms terms) throws IOException {
        access.requireLead(study.id());
        VerdictData data = reader.read(study);
        return new VerdictCalculation(study, data, terms).report(clock.instant());
    }
}
