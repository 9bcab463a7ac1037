package org.careloop.web.dataset.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.RowSink;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.layout.Layouts;
import org.careloop.web.study.StudyKind;

/**
 * The first rows of a file, as they would come into a study.
 *
 * @param comparisons of those that can be imported
 * @param refused those that cannot
 */
public record FirstRows(List<ImportCheck.Shown> comparisons, List<RefusedRow> refused) {
    private static final int MOST = 3;

    /** Reads no more of the file than it needs. */
    static FirstRows read(ImportFile file, long seed, StudyKind kind) throws IOException {
        List<ImportCheck.Shown> comparisons = new ArrayList<>();
        List<RefusedRow> refused = new ArrayList<>();
        ImportReader.read(file, part -> new Taker(part, seed, kind, comparisons, refused));
        return new FirstRows(comparisons, refused);
    }

    private static final class Taker implements RowSink {
        private final IdentifiedRows rows;
        private final long seed;
        private final StudyKind kind;
        private final List<ImportCheck.Shown> comparisons;
        private final List<RefusedRow> refused;

        Taker(
                ImportFile file,
                long seed,
                StudyKind kind,
                List<ImportCheck.Shown> comparisons,
                List<RefusedRow> refused) {
            this.rows = new IdentifiedRows(file, this::show, this::refused);
            this.seed = seed;
            this.kind = kind;
            this.comparisons = comparisons;
            this.refused = refused;
        }

        private void show(IdentifiedRow row) {
            if (isFull()) {
                return;
            }
            CheckingPass.check(row.row(), kind);
            comparisons.add(ImportCheck.Shown.of(row.row(), StoredOrder.of(row, seed)));
        }

        @Override
        public void row(SourceRow at, Layouts.Read row) {
            rows.row(at, row);
        }

        @Override
        public void refused(SourceRow at, BadRow why) {
            if (!isFull()) {
                refused.add(new RefusedRow(at, why));
            }
        }

        @Override
        public boolean isFull() {
            return comparisons.size() + refused.size() >= MOST;
        }
    }
}
