package org.careloop.web.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Message;
import org.careloop.web.dataset.DatasetReader;
import org.careloop.web.dataset.ExportFilter;
import org.careloop.web.dataset.ExportFormat;
import org.careloop.web.dataset.ExportService;
import org.careloop.web.dataset.files.ColumnChoice;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.imports.ImportCheck;
import org.careloop.web.dataset.imports.ImportOrders;
import org.careloop.web.dataset.imports.ImportResult;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.dataset.imports.LeftOut;
import org.careloop.web.dataset.imports.LeftOutFile;
import org.careloop.web.dataset.imports.RefusedRow;
import org.careloop.web.study.Gold;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.StudyId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Comparisons in, judgements out, both as streams. */
@RestController
@RequestMapping("/api/v1/studies/{id}")
class DataApi {
    private static final long LARGEST_BODY = 1L << 30;

    private final VisibleStudies studies;
    private final DatasetReader comparisons;
    private final ImportService imports;
    private final ExportService exports;
    private final Idempotency idempotency;

    DataApi(
            VisibleStudies studies,
            DatasetReader comparisons,
            ImportService imports,
            ExportService exports,
            Idempotency idempotency) {
        this.studies = studies;
        this.comparisons = comparisons;
        this.imports = imports;
        this.exports = exports;
        this.idempotency = idempotency;
    }

    /** A comparison as the API returns it; the fields are those of {@code comparisons.jsonl}. */
    record ComparisonView(
            String id,
            List<Message> prompt,
            List<String> responses,
            List<@Nullable String> models,
            @Nullable String language,
            @Nullable String specialty,
            List<String> tags,
            @Nullable Gold gold) {
        static ComparisonView of(StoredComparison stored) {
            return new ComparisonView(
                    stored.externalId(),
                    stored.prompt(),
                    stored.responses(),
                    stored.models(),
                    stored.language(),
                    stored.specialty(),
                    stored.tags(),
                    stored.gold());
        }
    }

    @GetMapping("/comparisons")
    Paging.Page<ComparisonView> comparisons(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return Paging.of(
                cursor,
                limit,
                (from, count) -> comparisons.page(studies.id(id), from, count).stream()
                        .map(ComparisonView::of)
                        .toList());
    }

    /**
     * Imports the body, in any format that the import page reads: all of it or nothing.
     *
     * @param columns which columns of a table are which, such as {@code prompt=Question,a=Answer 1,b=Answer 2}
     * @param firstSix of more than six ranked answers, the first six by rank are taken instead of refusing the row
     * @param leaveOut rows that cannot be imported are left out instead
     * @param identifiers what becomes of likely identifiers of people: {@code mask}, {@code leave-out}, {@code accept}, or one for a
     *     kind, such as {@code mask,name=accept}
     * @param reason why identifiers are accepted
     */
    @PostMapping("/comparisons")
    @ResponseStatus(HttpStatus.CREATED)
    ImportResult importBody(
            @PathVariable String id,
            @RequestParam(defaultValue = "body") String name,
            @RequestParam(defaultValue = "") String columns,
            @RequestParam(defaultValue = "false") boolean firstSix,
            @RequestParam(defaultValue = "false") boolean leaveOut,
            @RequestParam(defaultValue = "refuse") String identifiers,
            @RequestParam(defaultValue = "") String reason,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletRequest request)
            throws IOException {
        StudyId study = studies.id(id);
        LeftOut which = leaveOut ? LeftOut.REFUSED : LeftOut.NONE;
        ImportOrders orders = new ImportOrders(which, IdentifierChoice.parse(identifiers, reason));
        return received(request, (body, sum) -> {
            String what = "POST %s %s %s %s %s%s %s"
                    .formatted(id, name, columns, sum, which, firstSix ? " first six" : "", identifiers);
            return idempotency.once(key, what, ImportResult.class, () -> {
                try {
                    List<ImportFile> files = List.of(file(name, body, columns, firstSix));
                    return imports.importFiles(study, files, sum.hashCode(), orders, row -> {});
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        });
    }

    /**
     * What an import of the body would do; nothing is stored.
     *
     * @param identifiers as when importing; the comparisons shown are as they would be stored then
     */
    @PostMapping(value = "/comparisons", params = "check=true")
    ImportCheck checkBody(
            @PathVariable String id,
            @RequestParam(defaultValue = "body") String name,
            @RequestParam(defaultValue = "") String columns,
            @RequestParam(defaultValue = "false") boolean firstSix,
            @RequestParam(defaultValue = "refuse") String identifiers,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request)
            throws IOException {
        StudyId study = studies.id(id);
        IdentifierChoice choice = IdentifierChoice.parse(identifiers, reason);
        return received(
                request,
                (body, sum) -> imports.check(
                        study,
                        List.of(file(name, body, columns, firstSix)),
                        sum.hashCode(),
                        choice,
                        row -> {},
                        found -> {}));
    }

    /**
     * The rows of the body that cannot be imported, one JSON object a line: {@code file}, {@code line}, {@code problem},
     * {@code row}. Nothing is stored.
     */
    @PostMapping(value = "/comparisons", params = "check=left-out", produces = "application/x-ndjson")
    void leftOut(
            @PathVariable String id,
            @RequestParam(defaultValue = "body") String name,
            @RequestParam(defaultValue = "") String columns,
            @RequestParam(defaultValue = "false") boolean firstSix,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        StudyId study = studies.id(id);
        received(request, (body, sum) -> {
            Path rows = Files.createTempFile("careloop-left-out", ".jsonl");
            try {
                // Written whole before the answer begins, so that a file that cannot be read at all is still an error.
                try (LeftOutFile file = new LeftOutFile(Files.newBufferedWriter(rows), RefusedRow::problem)) {
                    imports.check(
                            study,
                            List.of(file(name, body, columns, firstSix)),
                            sum.hashCode(),
                            IdentifierChoice.NOT_MADE,
                            file,
                            found -> {});
                }
                response.setContentType("application/x-ndjson");
                Files.copy(rows, response.getOutputStream());
            } finally {
                Files.deleteIfExists(rows);
            }
            return id;
        });
    }

    private static ImportFile file(String name, Path body, String columns, boolean firstSix) {
        return new ImportFile(name, body)
                .withColumns(ColumnChoice.parse(columns))
                .withFirstSix(firstSix);
    }

    /** Does something with the body of a request, given as a file with its SHA-256. */
    private interface WithBody<T> {
        T act(Path body, String sum) throws IOException;
    }

    private static <T> T received(HttpServletRequest request, WithBody<T> act) throws IOException {
        Path body = Files.createTempFile("careloop-import", null);
        try {
            return act.act(body, RequestBodies.receive(request.getInputStream(), body, LARGEST_BODY));
        } finally {
            Files.deleteIfExists(body);
        }
    }

    /** Every comparison with its votes that count, one JSON object a line. */
    @GetMapping(value = "/judgements", produces = "application/x-ndjson")
    void judgements(@PathVariable String id, Filter filter, HttpServletResponse response) throws IOException {
        response.setContentType("application/x-ndjson");
        exports.writeLines(studies.id(id), filter.asExportFilter(), response.getOutputStream());
    }

    /** A ZIP of the format's files, the data dictionary and the manifest. */
    @GetMapping(value = "/export", produces = "application/zip")
    void export(
            @PathVariable String id,
            @RequestParam(defaultValue = "comparisons") String format,
            Filter filter,
            HttpServletResponse response)
            throws IOException {
        ExportFormat chosen = ExportFormat.parse(format);
        ExportFilter wanted = filter.asExportFilter();
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"%s.zip\"".formatted(chosen.label()));
        exports.writeZip(studies.id(id), chosen, wanted, response.getOutputStream());
    }

    /**
     * Filters of an export.
     *
     * @param from an ISO 8601 moment
     * @param before an ISO 8601 moment
     */
    record Filter(
            @Nullable String language,
            @Nullable String tag,
            @Nullable String annotator,
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable Boolean decisive,
            @Nullable Boolean adjudications,
            @Nullable Integer minVotes) {
        ExportFilter asExportFilter() {
            return new ExportFilter(
                    Optional.ofNullable(language),
                    Optional.ofNullable(tag),
                    Optional.ofNullable(annotator),
                    Optional.ofNullable(from),
                    Optional.ofNullable(before),
                    Boolean.TRUE.equals(decisive),
                    !Boolean.FALSE.equals(adjudications),
                    minVotes == null ? 0 : minVotes);
        }
    }
}
