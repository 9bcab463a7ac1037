package org.careloop.web.dataset.imports;

import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.FoundIdentifier;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.identifiers.IdentifierDecision;
import org.careloop.web.dataset.identifiers.IdentifierDecisions;
import org.careloop.web.dataset.identifiers.IdentifierGate;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyKind;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Brings files of comparisons into a study in one transaction. They are read twice: once to find what is wrong and which
 * rows belong together, once to write. Who may ask for it is for the caller to know: {@link ImportService} asks for a role, and
 * a run's pairs come in by the system.
 */
@Component
public class ImportWork {
    private final StudyRepository studies;
    private final ComparisonRepository comparisons;
    private final ImportedVotes votes;
    private final ColumnMemory memory;
    private final IdentifierDecisions decisions;
    private final AuditLog audit;
    private final Clock clock;

    ImportWork(
            StudyRepository studies,
            ComparisonRepository comparisons,
            ImportedVotes votes,
            ColumnMemory memory,
            IdentifierDecisions decisions,
            AuditLog audit,
            Clock clock) {
        this.studies = studies;
        this.comparisons = comparisons;
        this.votes = votes;
        this.memory = memory;
        this.decisions = decisions;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an import of these files would do; writes nothing. */
    @Transactional(readOnly = true)
    public ImportCheck check(
            StudyId id,
            List<ImportFile> files,
            long seed,
            IdentifierChoice choice,
            Consumer<RefusedRow> refused,
            Consumer<FoundIdentifier> found)
            throws IOException {
        Study study = open(studies.find(id));
        IdentifierGate gate = new IdentifierGate(choice, found);
        return checked(study, new ImportIds(id, comparisons), remembered(files), seed, gate, refused)
                .result();
    }

    /**
     * Imports files into a study that is not closed.
     *
     * @param orders what becomes of rows that cannot be imported, and of likely identifiers of people
     * @param refused takes each row that cannot be imported, in the order of the files
     * @throws BadInput naming file, line, field and remedy of the first problems; nothing is imported then
     */
    @Transactional(rollbackFor = Exception.class)
    public ImportResult importFiles(
            StudyId id, List<ImportFile> files, long seed, ImportOrders orders, Consumer<RefusedRow> refused)
            throws IOException {
        Study study = open(studies.lock(id));
        ImportIds ids = new ImportIds(id, comparisons);
        List<ColumnMemory.Remembering> read = remembered(files);
        IdentifierGate gate = new IdentifierGate(orders.identifiers(), found -> {});
        CheckingPass checking = checked(study, ids, read, seed, gate, refused);
        ImportCheck check = checking.result();
        Refusals.refuse(check, checking.firstRefused(), orders.leftOut());
        gate.refuseUndecided();
        WritingPass writing = new WritingPass(study, comparisons, votes, ids, gate, seed, clock.instant());
        for (ColumnMemory.Remembering each : read) {
            writing.read(each.file());
            each.chosen().forEach((header, chosen) -> memory.keep(header, chosen, clock.instant()));
        }
        record(study, files, check);
        decisions.record(study, files, check.identifiers(), orders.identifiers());
        return ImportResult.of(check);
    }

    /** What was decided on likely identifiers in earlier imports of a study, the newest first. */
    @Transactional(readOnly = true)
    public List<IdentifierDecision> decisions(StudyId id) {
        return decisions.of(id);
    }

    private List<ColumnMemory.Remembering> remembered(List<ImportFile> files) {
        return files.stream().map(memory::with).toList();
    }

    /**
     * Insists that a study takes comparisons.
     *
     * @throws BadInput when it is gone or closed
     */
    @Transactional(readOnly = true)
    public void requireOpen(StudyId id) {
        open(studies.find(id));
    }

    /**
     * What a study takes.
     *
     * @throws BadInput when it is gone or closed
     */
    @Transactional(readOnly = true)
    StudyKind kind(StudyId id) {
        return open(studies.find(id)).design().kind();
    }

    private static Study open(Optional<Study> found) {
        Study study = found.orElseThrow(
                () -> BadInput.coded("import.study-gone", "the study does not exist any more; choose another"));
        if (study.state() == Study.State.CLOSED || study.state() == Study.State.FROZEN) {
            throw BadInput.coded(
                    "import.study-closed",
                    "study \"%s\" is closed; open it again, or import into another".formatted(study.name()),
                    study.name());
        }
        return study;
    }

    private static CheckingPass checked(
            Study study,
            ImportIds ids,
            List<ColumnMemory.Remembering> files,
            long seed,
            IdentifierGate gate,
            Consumer<RefusedRow> refused)
            throws IOException {
        CheckingPass checking = new CheckingPass(study.design().kind(), ids, seed, gate, refused);
        for (ColumnMemory.Remembering each : files) {
            checking.read(each.file());
        }
        return checking;
    }

    private void record(Study study, List<ImportFile> files, ImportCheck check) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("files", files.stream().map(ImportFile::name).toList());
        ImportResult result = ImportResult.of(check);
        if (!result.columns().isEmpty()) {
            detail.put("columns", result.columns());
        }
        detail.put("comparisons", check.comparisons());
        detail.put("votes", check.votes());
        if (check.refusedRows() > 0) {
            detail.put("leftOut", check.refusedRows());
            detail.put("leftOutReasons", result.leftOut());
        }
        audit.record("study.import", study.name(), detail);
    }
}
