package org.careloop.web.dataset;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.careloop.run.Comparison;
import org.careloop.run.DatasetManifest;
import org.careloop.run.Sha256;
import org.careloop.web.database.LongWork;
import org.careloop.web.dataset.SnapshotPlan.ExclusionReason;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyId;
import org.careloop.web.study.StudyKind;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A read-only transaction at isolation level repeatable read: all files of an export show the same moment. It takes no
 * locks, so it neither blocks writers nor waits for them.
 */
@Component
class ExportTransaction {
    private final JudgedComparisons rows;
    private final TransactionTemplate snapshot;
    private final Clock clock;

    ExportTransaction(JudgedComparisons rows, PlatformTransactionManager transactions, Clock clock) {
        this.rows = rows;
        this.clock = clock;
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        snapshot.setTimeout(LongWork.SECONDS);
    }

    /** Writes the files. */
    interface Work {
        void write(Parts parts) throws IOException;
    }

    /** Runs {@code work} inside the transaction and returns the manifest of what it wrote. */
    DatasetManifest read(Study study, ExportFormat format, ExportFilter filter, Work work) throws IOException {
        Parts parts = new Parts(study, format, filter);
        try {
            snapshot.executeWithoutResult(status -> {
                try {
                    work.write(parts);
                    parts.manifest();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return parts.manifest();
    }

    Map<ExclusionReason, Long> leftOut(StudyId study) {
        return rows.holdings(List.of(study)).excluded();
    }

    List<String> annotators(StudyId study) {
        return rows.annotators(study);
    }

    ExportService.Fingerprint fingerprint(StudyId study, StudyKind kind, int formatVersion) throws IOException {
        return fingerprint(study, kind, formatVersion, row -> {});
    }

    ExportService.Fingerprint read(StudyId study, Consumer<Comparison> reader) throws IOException {
        return fingerprint(
                study, StudyKind.COMPARISON, Comparison.FORMAT_VERSION, row -> reader.accept(row.comparison()));
    }

    private ExportService.Fingerprint fingerprint(
            StudyId study, StudyKind kind, int formatVersion, Consumer<JudgedRow> reader) throws IOException {
        ExportFormat own = ExportFormat.of(kind).getFirst();
        PartWriter writer = new PartWriter(own.parts().getFirst(), OutputStream.nullOutputStream());
        rows.forEach(study, formatVersion, row -> {
            writer.take(row);
            reader.accept(row);
        });
        PartWriter.Written written = writer.finish();
        return new ExportService.Fingerprint(written.judgements(), written.sha256());
    }

    /** The files of one export. */
    final class Parts {
        private final Study study;
        private final ExportFormat format;
        private final ExportFilter filter;
        private final Instant now = clock.instant();
        private final Map<String, Long> counts = new TreeMap<>();
        private final Map<String, String> sums = new TreeMap<>();
        private final Map<ExportPart, String> withRows = new LinkedHashMap<>();
        private @Nullable List<Long> first;
        private @Nullable Map<String, Long> excluded;

        private Parts(Study study, ExportFormat format, ExportFilter filter) {
            this.study = study;
            this.format = format;
            this.filter = filter;
        }

        /**
         * Writes a part under a name.
         *
         * @param opening makes the file; not asked where there is nothing to write
         * @return whether there is such a file
         */
        boolean write(ExportPart part, String name, LateStream.Opening opening) throws IOException {
            LateStream out = new LateStream(opening);
            PartWriter writer = new PartWriter(part, out);
            rows.forEach(study.id(), filter, first(), writer::take);
            PartWriter.Written written = writer.finish();
            counts.put(written.part(), written.rows());
            counts.put("comparisons", written.comparisons());
            counts.put("judgements", written.judgements());
            if (out.isOpen()) {
                sums.put(name, written.sha256());
            }
            if (part.isTable() ? written.comparisons() > 0 : written.rows() > 0) {
                withRows.put(part, name);
            }
            return out.isOpen();
        }

        /** The same for every part, which all show one moment. */
        private List<Long> first() {
            List<Long> known = first;
            if (known == null) {
                known = rows.first(study.id(), filter);
                first = known;
            }
            return known;
        }

        /** The files that go with the rows written so far, by their names: what every column means, and for its readers. */
        Map<String, byte[]> notes() {
            return FolderNotes.of(format, withRows);
        }

        /** Takes note of a file that was written beside the rows. */
        void wrote(String name, byte[] content) {
            sums.put(name, Sha256.of(content));
        }

        /** The manifest of what was written so far. First called inside the transaction. */
        DatasetManifest manifest() {
            Map<String, Long> left = excluded;
            if (left == null) {
                left = new LinkedHashMap<>();
                for (Map.Entry<ExclusionReason, Long> reason : exclusions().entrySet()) {
                    left.put(reason.getKey().inWords(), reason.getValue());
                }
                excluded = left;
            }
            Map<String, String> filters = new TreeMap<>(filter.inWords());
            filters.put("study", study.name());
            filters.put("format", format.label());
            return new DatasetManifest(Comparison.FORMAT_VERSION, now, counts, left, filters, sums);
        }

        private Map<ExclusionReason, Long> exclusions() {
            JudgedComparisons.Holdings all = rows.holdings(List.of(study.id()));
            Map<ExclusionReason, Long> left = new EnumMap<>(ExclusionReason.class);
            left.putAll(all.excluded());
            left.put(
                    ExclusionReason.FILTERED_VOTES,
                    all.counted()
                            - left.getOrDefault(ExclusionReason.HELD_VOTES, 0L)
                            - counts.getOrDefault("judgements", 0L));
            left.put(
                    ExclusionReason.FILTERED_COMPARISONS,
                    all.comparisons()
                            - left.getOrDefault(ExclusionReason.HELD, 0L)
                            - counts.getOrDefault("comparisons", 0L));
            left.values().removeIf(count -> count == 0);
            return left;
        }
    }
}
