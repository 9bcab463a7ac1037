package org.careloop.web.dataset.imports;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.careloop.run.BadInput;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.FoundIdentifier;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.identifiers.IdentifierDecision;
import org.careloop.web.people.Role;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Files of comparisons that a person brings into a study. */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class ImportService {
    private final ImportWork work;
    private final ColumnMemory memory;
    private final StudyAccess access;

    ImportService(ImportWork work, ColumnMemory memory, StudyAccess access) {
        this.work = work;
        this.memory = memory;
        this.access = access;
    }

    /**
     * What an import of these files would do; writes nothing.
     *
     * @param choice what is decided on likely identifiers of people by now; the check shows the rows accordingly
     * @param refused takes each row that cannot be imported, in the order of the files
     * @param found takes each likely identifier, in the order of the files
     * @throws BadInput when a file as a whole cannot be read
     */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public ImportCheck check(
            StudyId id,
            List<ImportFile> files,
            long seed,
            IdentifierChoice choice,
            Consumer<RefusedRow> refused,
            Consumer<FoundIdentifier> found)
            throws IOException {
        access.requireLead(id);
        return work.check(id, files, seed, choice, refused, found);
    }

    /**
     * How the first rows of a file would come in; writes nothing.
     *
     * @throws BadInput when the file as a whole cannot be read
     */
    @Transactional(readOnly = true, timeout = LongWork.SECONDS)
    public FirstRows firstRows(StudyId id, ImportFile file, long seed) throws IOException {
        access.requireLead(id);
        return FirstRows.read(memory.with(file).file(), seed, work.kind(id));
    }

    /** What was decided on likely identifiers in earlier imports of a study, the newest first. */
    @Transactional(readOnly = true)
    public List<IdentifierDecision> decisions(StudyId id) {
        access.requireLead(id);
        return work.decisions(id);
    }

    /** All of every file, or nothing; nothing too where a likely identifier of a person is found. */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public ImportResult importFiles(StudyId id, List<ImportFile> files, long seed) throws IOException {
        return importFiles(id, files, seed, ImportOrders.STRICT, row -> {});
    }

    /**
     * Imports files into a study that is not closed. Rows that only say which response was chosen get their sides drawn
     * from the seed and the row's id, so that the same import gives the same sides.
     *
     * @param refused takes each row that cannot be imported, in the order of the files
     * @throws BadInput naming file, line, field and remedy of the first problems; nothing is imported then
     */
    @Transactional(rollbackFor = Exception.class, timeout = LongWork.SECONDS)
    public ImportResult importFiles(
            StudyId id, List<ImportFile> files, long seed, ImportOrders orders, Consumer<RefusedRow> refused)
            throws IOException {
        access.requireLead(id);
        return work.importFiles(id, files, seed, orders, refused);
    }
}
