package org.careloop.web.dataset;

import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.BadInput;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.web.audit.AuditLog;
import org.careloop.web.dataset.SnapshotPlan.ExclusionReason;
import org.careloop.web.people.Role;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Streams a study's comparisons and votes into files. All files of one export show the same moment of the database. A
 * data dictionary and a manifest (counts, exclusions, filters, SHA-256) come with them, and the audit trail records the
 * export with the position of every chain.
 */
@Service
@RolesAllowed({Role.Names.STUDY_LEAD, Role.Names.ADMINISTRATOR})
public class ExportService {
    static final String MANIFEST = "manifest.json";

    /** How many accounts a refusal names. */
    private static final int NAMED = 8;

    private final ExportTransaction moment;
    private final StudyRepository studies;
    private final StudyAccess access;
    private final AuditLog audit;

    ExportService(ExportTransaction moment, StudyRepository studies, StudyAccess access, AuditLog audit) {
        this.moment = moment;
        this.studies = studies;
        this.access = access;
        this.audit = audit;
    }

    /**
     * Writes a ZIP of the format's files that have rows, of the notes for people and programs that read them, and
     * {@code manifest.json}. The stream stays open.
     */
    public DatasetManifest writeZip(StudyId id, ExportFormat format, ExportFilter filter, OutputStream out)
            throws IOException {
        Study study = study(id, format, filter);
        return handOut(study, format, filter, parts -> zip(format, parts, out));
    }

    private static void zip(ExportFormat format, ExportTransaction.Parts parts, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        for (ExportPart part : format.parts()) {
            boolean written = parts.write(part, part.fileName(), () -> {
                zip.putNextEntry(new ZipEntry(part.fileName()));
                return zip;
            });
            if (written) {
                zip.closeEntry();
            }
        }
        for (Map.Entry<String, byte[]> note : parts.notes().entrySet()) {
            entry(zip, note.getKey(), note.getValue());
            parts.wrote(note.getKey(), note.getValue());
        }
        entry(zip, MANIFEST, pretty(parts.manifest()));
        zip.finish();
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /**
     * Writes the format's first file to {@code file} and the others, the notes and the manifest beside it, or all as a ZIP
     * when {@code file} ends in .zip. What stood there before stays until everything is written; a file for which there are
     * no rows is then gone.
     */
    public DatasetManifest writeFile(StudyId id, ExportFormat format, ExportFilter filter, Path file)
            throws IOException {
        Study study = study(id, format, filter);
        try (AtomicFiles files = new AtomicFiles()) {
            DatasetManifest manifest = moment.read(study, format, filter, parts -> {
                if (file.toString().endsWith(".zip")) {
                    try (OutputStream out = files.open(file)) {
                        zip(format, parts, out);
                    }
                } else {
                    files(format, parts, file, files);
                }
            });
            files.moveIntoPlace();
            record(study, manifest);
            return manifest;
        }
    }

    private static void files(ExportFormat format, ExportTransaction.Parts parts, Path file, AtomicFiles files)
            throws IOException {
        for (ExportPart part : format.parts()) {
            Path target = part.equals(format.parts().getFirst()) ? file : beside(file, part.fileName());
            if (!parts.write(part, target.getFileName().toString(), () -> files.open(target))) {
                files.remove(target);
            }
        }
        Map<String, byte[]> notes = parts.notes();
        // Programs look for it under this name alone, in the folder that it describes.
        notes.remove(FolderNotes.README);
        for (Map.Entry<String, byte[]> note : notes.entrySet()) {
            Path target = beside(file, note.getKey());
            files.write(target, note.getValue());
            parts.wrote(target.getFileName().toString(), note.getValue());
        }
        files.write(beside(file, MANIFEST), pretty(parts.manifest()));
    }

    /** {@code votes.jsonl} has its ties in {@code votes-ties.jsonl}. */
    private static Path beside(Path file, String other) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return file.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + "-" + other);
    }

    /** What an export without a filter leaves out, by reason; said before anything is handed out. */
    @Transactional(readOnly = true)
    public Map<ExclusionReason, Long> leftOut(StudyId id) {
        access.requireLead(id);
        return moment.leftOut(id);
    }

    /** Streams comparisons with their votes, or texts with their ratings, as JSON Lines to a program that reads them as they come. */
    public DatasetManifest writeLines(StudyId id, ExportFilter filter, OutputStream out) throws IOException {
        requireKnown(id, filter);
        Study study = study(id);
        ExportFormat format = ExportFormat.of(study.design().kind()).getFirst();
        ExportPart lines = format.parts().getFirst();
        return handOut(study, format, filter, parts -> parts.write(lines, lines.fileName(), () -> out));
    }

    /**
     * A digest of everything that counts: the number of votes, and the SHA-256 of its {@code comparisons.jsonl}, or of its
     * {@code ratings.jsonl}.
     */
    public record Fingerprint(long judgements, String sha256) {}

    /**
     * Computes the fingerprint inside the caller's transaction. No data leaves the application, so no export is
     * recorded.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Fingerprint fingerprint(StudyId id, int formatVersion) throws IOException {
        access.requireLead(id);
        return moment.fingerprint(id, study(id).design().kind(), formatVersion);
    }

    /**
     * Gives every comparison with what counts to a reader inside the application, in no given order, in the caller's
     * transaction. No data leaves the application, so no export is recorded.
     *
     * @return the fingerprint of what was read
     */
    @Transactional(propagation = Propagation.MANDATORY, readOnly = true)
    public Fingerprint read(StudyId id, Consumer<Comparison> reader) throws IOException {
        access.requireLead(id);
        requireKind(study(id), ExportFormat.COMPARISONS);
        return moment.read(id, reader);
    }

    private Study study(StudyId id, ExportFormat format, ExportFilter filter) {
        requireKnown(id, filter);
        Study study = study(id);
        requireKind(study, format);
        return study;
    }

    private static void requireKind(Study study, ExportFormat format) {
        List<ExportFormat> offered = ExportFormat.of(study.design().kind());
        if (!offered.contains(format)) {
            String labels = offered.stream().map(ExportFormat::label).collect(Collectors.joining(", "));
            throw BadInput.coded(
                    "export.kind",
                    "export format \"%s\" does not fit study \"%s\"; expected one of %s"
                            .formatted(format.label(), study.name(), labels),
                    format.label(),
                    study.name(),
                    labels);
        }
    }

    private Study study(StudyId id) {
        return studies.find(id)
                .orElseThrow(() -> BadInput.coded("import.study-gone", "this study does not exist; choose another"));
    }

    /**
     * Insists that a filter by account names one with votes in the study: a mistyped one would else give an empty export.
     *
     * @throws BadInput naming the accounts that have votes
     */
    @Transactional(readOnly = true)
    public void requireKnown(StudyId id, ExportFilter filter) {
        access.requireLead(id);
        filter.annotator().ifPresent(login -> {
            List<String> known = moment.annotators(id);
            if (!known.contains(login)) {
                String some = known.isEmpty()
                        ? "–"
                        : String.join(", ", known.subList(0, Math.min(NAMED, known.size())))
                                + (known.size() > NAMED ? ", …" : "");
                throw BadInput.coded(
                        "export.no-votes-of",
                        "annotator: given \"%s\", expected an account with votes in this study: %s"
                                .formatted(login, some),
                        login,
                        some);
            }
        });
    }

    private static byte[] pretty(DatasetManifest manifest) {
        return Json.MAPPER
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(manifest)
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Streams while the reader reads. If the connection breaks, what was sent until then has left the application, so
     * an aborted export is recorded in the audit trail too.
     */
    private DatasetManifest handOut(Study study, ExportFormat format, ExportFilter filter, ExportTransaction.Work work)
            throws IOException {
        DatasetManifest manifest;
        try {
            manifest = moment.read(study, format, filter, work);
        } catch (IOException | RuntimeException e) {
            audit.record(
                    "study.export-broken-off",
                    study.name(),
                    Map.of("format", format.label(), "filters", filter.inWords()));
            throw e;
        }
        record(study, manifest);
        return manifest;
    }

    private void record(Study study, DatasetManifest manifest) {
        audit.anchor(
                "study.export",
                study.name(),
                "",
                Map.of("counts", manifest.counts(), "filters", manifest.filters(), "sha256", manifest.sha256()));
    }
}
