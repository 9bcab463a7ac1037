package org.careloop.web.dataset.imports;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.people.Role;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Brings files of comparisons into a study: all of every file in one transaction, or nothing. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class ImportService {
    private final StudyRepository studies;
    private final ComparisonRepository comparisons;
    private final ImportedVotes votes;
    private final StudyAccess access;
    private final AuditLog audit;
    private final Clock clock;

    ImportService(
            StudyRepository studies,
            ComparisonRepository comparisons,
            ImportedVotes votes,
            StudyAccess access,
            AuditLog audit,
            Clock clock) {
        this.studies = studies;
        this.comparisons = comparisons;
        this.votes = votes;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Imports files into a study that is not closed. Rows that only say which response was chosen get their sides drawn
     * from the seed and the row's id, so that the same import gives the same sides.
     *
     * @throws BadInput naming file, line, field and remedy of the first problems; nothing is imported then
     */
    @Transactional(rollbackFor = Exception.class)
    public ImportResult importFiles(StudyId id, List<ImportFile> files, long seed) throws IOException {
        access.requireLead(id);
        Study study =
                studies.lock(id).orElseThrow(() -> new BadInput("the study does not exist any more; choose another"));
        if (study.state() == Study.State.CLOSED || study.state() == Study.State.FROZEN) {
            throw new BadInput("study \"%s\" is closed; open it again, or import into another".formatted(study.name()));
        }
        ImportProblems problems = new ImportProblems();
        ImportBatches batches = new ImportBatches(study, comparisons, votes, seed, clock.instant());
        List<ImportReader.Recognised> formats = new ArrayList<>();
        for (ImportFile file : files) {
            formats.addAll(ImportReader.read(file, part -> batches.sink(part, problems)));
            batches.flush(problems);
        }
        problems.refuse();
        ImportResult result = batches.result(formats);
        audit.record(
                "study.import",
                study.name(),
                Map.of(
                        "files", files.stream().map(ImportFile::name).toList(),
                        "comparisons", result.comparisons(),
                        "votes", result.votes()));
        return result;
    }
}
