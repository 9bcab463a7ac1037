package org.careloop.web.dataset;

import jakarta.annotation.security.RolesAllowed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Json;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Writes a study's comparisons and votes out as a stream; every file of one export shows the same moment. */
@Service
@RolesAllowed({"STUDY_LEAD", "ADMINISTRATOR"})
public class ExportService {
    static final String MANIFEST = "manifest.json";

    private final JudgedComparisons rows;
    private final Clock clock;

    ExportService(JudgedComparisons rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /** Writes a ZIP of the format's files and {@code manifest.json}. The stream stays open. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public DatasetManifest writeZip(StudyId study, ExportFormat format, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        Map<String, PartWriter.Written> written = new LinkedHashMap<>();
        for (ExportPart part : format.parts()) {
            zip.putNextEntry(new ZipEntry(part.fileName()));
            written.put(part.fileName(), write(study, part, zip));
            zip.closeEntry();
        }
        DatasetManifest manifest = manifest(study, format, written);
        zip.putNextEntry(new ZipEntry(MANIFEST));
        zip.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
        return manifest;
    }

    /**
     * Writes the format's first file to {@code file} and any other beside it, or all as a ZIP when {@code file} ends in
     * .zip. What stood there before stays until everything is written.
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public DatasetManifest writeFile(StudyId study, ExportFormat format, Path file) throws IOException {
        Map<Path, Path> asides = new LinkedHashMap<>();
        try {
            DatasetManifest manifest = file.toString().endsWith(".zip")
                    ? writeAsideZip(study, format, file, asides)
                    : writeAsideParts(study, format, file, asides);
            for (Map.Entry<Path, Path> aside : asides.entrySet()) {
                Files.move(aside.getValue(), aside.getKey(), StandardCopyOption.REPLACE_EXISTING);
            }
            return manifest;
        } finally {
            for (Path aside : asides.values()) {
                Files.deleteIfExists(aside);
            }
        }
    }

    private DatasetManifest writeAsideZip(StudyId study, ExportFormat format, Path file, Map<Path, Path> asides)
            throws IOException {
        try (OutputStream out = aside(file, asides)) {
            return writeZip(study, format, out);
        }
    }

    private DatasetManifest writeAsideParts(StudyId study, ExportFormat format, Path file, Map<Path, Path> asides)
            throws IOException {
        Map<String, PartWriter.Written> written = new LinkedHashMap<>();
        for (ExportPart part : format.parts()) {
            Path target = written.isEmpty() ? file : beside(file, part);
            try (OutputStream out = aside(target, asides)) {
                written.put(target.getFileName().toString(), write(study, part, out));
            }
        }
        return manifest(study, format, written);
    }

    private static OutputStream aside(Path target, Map<Path, Path> asides) throws IOException {
        Path aside = target.resolveSibling(target.getFileName() + ".new");
        asides.put(target, aside);
        return new BufferedOutputStream(Files.newOutputStream(aside));
    }

    /** {@code votes.jsonl} has its ties in {@code votes-ties.jsonl}. */
    private static Path beside(Path file, ExportPart part) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        return file.resolveSibling(stem + "-" + part.fileName());
    }

    private PartWriter.Written write(StudyId study, ExportPart part, OutputStream out) throws IOException {
        PartWriter writer = new PartWriter(part, out);
        rows.forEach(study, writer::take);
        return writer.finish();
    }

    private DatasetManifest manifest(StudyId study, ExportFormat format, Map<String, PartWriter.Written> written) {
        Map<String, Long> counts = new TreeMap<>();
        Map<String, String> sums = new TreeMap<>();
        written.forEach((file, facts) -> {
            counts.put(facts.part(), facts.rows());
            counts.put("comparisons", facts.comparisons());
            counts.put("judgements", facts.judgements());
            sums.put(file, facts.sha256());
        });
        long superseded = rows.superseded(study);
        Map<String, Long> excluded = superseded == 0 ? Map.of() : Map.of("replaced by a later revision", superseded);
        return new DatasetManifest(
                clock.instant(), counts, excluded, Map.of("study", study.toString(), "format", format.label()), sums);
    }
}
