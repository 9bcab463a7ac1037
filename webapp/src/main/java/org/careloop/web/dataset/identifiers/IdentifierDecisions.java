package org.careloop.web.dataset.identifiers;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.Sha256;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.people.CurrentPerson;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was decided on identifiers: who, when, of which bytes, how many of each kind, and why. */
@Component
public class IdentifierDecisions {
    private final IdentifierDecisionRepository decisions;
    private final CurrentPerson current;
    private final AuditLog audit;
    private final Clock clock;

    IdentifierDecisions(IdentifierDecisionRepository decisions, CurrentPerson current, AuditLog audit, Clock clock) {
        this.decisions = decisions;
        this.current = current;
        this.audit = audit;
        this.clock = clock;
    }

    /** Records the decision on an import that has found some; belongs to the transaction of the import. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void record(Study study, List<ImportFile> files, IdentifiersFound found, IdentifierChoice choice)
            throws IOException {
        if (found.count() == 0) {
            return;
        }
        List<IdentifierDecision.HashedFile> hashed = new ArrayList<>();
        for (ImportFile file : files) {
            hashed.add(new IdentifierDecision.HashedFile(file.name(), Sha256.of(file.path())));
        }
        Map<String, Map<String, Long>> counts = found.counts();
        decisions.insert(
                study.id(),
                current.isSignedIn() ? current.id() : null,
                clock.instant(),
                hashed,
                counts,
                choice.reason());
        audit.record(
                "study.identifiers", study.name(), choice.reason(), Map.of("files", hashed, "identifiers", counts));
    }

    /** The decisions of a study, the newest first. */
    @Transactional(readOnly = true)
    public List<IdentifierDecision> of(StudyId study) {
        return decisions.of(study);
    }
}
