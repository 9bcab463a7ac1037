package org.careloop.web.dataset.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.files.ImportReader;
import org.careloop.web.dataset.files.PassedOver;
import org.careloop.web.dataset.files.RowSink;
import org.careloop.web.dataset.files.SourceRow;
import org.careloop.web.dataset.identifiers.IdentifierGate;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.dataset.layout.RowRules;
import org.careloop.web.study.StudyKind;
import org.jspecify.annotations.Nullable;

/**
 * The first reading of the files, which writes nothing: finds the rows that cannot be imported, and which rows belong to
 * one comparison. Holds a batch of rows, and of all others no text but their ids.
 */
final class CheckingPass {
    private static final int BATCH = 500;
    private static final long BATCH_LENGTH = 8_000_000;
    private static final int SHOWN = 3;

    private final StudyKind kind;
    private final ImportIds ids;
    private final long seed;
    private final IdentifierGate gate;
    private final RefusedRows refused;
    private final List<Pending> pending = new ArrayList<>();
    private long pendingLength;
    /** For each file with rows, whether one of them can be imported. */
    private final Map<String, Boolean> usable = new LinkedHashMap<>();

    private final List<ImportReader.Recognised> formats = new ArrayList<>();
    private final List<PassedOver> passedOver = new ArrayList<>();
    private final List<ImportCheck.Shown> first = new ArrayList<>();
    private final Map<String, Long> ignored = new TreeMap<>();
    private final Set<String> annotators = new HashSet<>();
    private long votes;
    private long adjudications;
    private long notText;

    /** @param kind what the study takes */
    CheckingPass(StudyKind kind, ImportIds ids, long seed, IdentifierGate gate, Consumer<RefusedRow> each) {
        this.kind = kind;
        this.ids = ids;
        this.seed = seed;
        this.gate = gate;
        this.refused = new RefusedRows(each);
    }

    /** A row that waits for its batch; a refused one waits too, so that rows are refused in their order. */
    private record Pending(
            SourceRow at,
            @Nullable IdentifiedRow row,
            @Nullable BadRow why) {}

    void read(ImportFile file) throws IOException {
        ImportReader.Found found = ImportReader.read(file, this::sink);
        formats.addAll(found.files());
        passedOver.addAll(found.passedOver());
        flush();
    }

    private RowSink sink(ImportFile file) {
        return new IdentifiedRows(file, this::take, (at, why) -> add(new Pending(at, null, why), 0));
    }

    private void take(IdentifiedRow row) {
        try {
            check(row.row(), kind);
            IdentifiedRow admitted = row.with(gate.admit(row.at(), row.part(), row.row()));
            add(new Pending(row.at(), admitted, null), RowTexts.length(admitted.row()));
        } catch (BadRow e) {
            add(new Pending(row.at(), null, e), 0);
        }
    }

    /** Refuses what one row by itself shows to be unfit for a study of a kind. */
    static void check(ImportedRow row, StudyKind kind) {
        if (row.isText() && kind != StudyKind.RATING) {
            throw new BadRow(
                    "kind.text",
                    "the row is a text to be rated, and the study compares responses; import it into a study of ratings");
        }
        if (!row.isText() && kind == StudyKind.RATING) {
            throw new BadRow(
                    "kind.comparison",
                    "the row compares responses, and the study rates single texts; expected id and text, or import it"
                            + " into a study of comparisons");
        }
        RowTexts.check(row);
        RowRules.check(row);
        RowVotes.check(row.votes(), row.responses().size());
        RowVotes.checkAdjudications(row.facts().adjudications(), row.responses().size());
    }

    private void add(Pending row, long length) {
        pending.add(row);
        pendingLength += length;
        if (pending.size() >= BATCH || pendingLength >= BATCH_LENGTH) {
            flush();
        }
    }

    private void flush() {
        Set<String> existing = ids.inStudy(pending.stream()
                .map(Pending::row)
                .filter(Objects::nonNull)
                .map(IdentifiedRow::id)
                .toList());
        for (Pending each : pending) {
            try {
                admit(each, existing);
                usable.put(each.at().file(), true);
            } catch (BadRow e) {
                usable.putIfAbsent(each.at().file(), false);
                refused.add(each.at(), e);
            }
        }
        pending.clear();
        pendingLength = 0;
    }

    private void admit(Pending each, Set<String> existing) {
        if (each.why() != null) {
            throw each.why();
        }
        IdentifiedRow row = Objects.requireNonNull(each.row());
        boolean isFirst = ids.take(row, existing.contains(row.id()));
        ImportedRow read = row.row();
        StoredOrder order = StoredOrder.of(row, seed);
        for (Vote vote : order.votes(read)) {
            votes++;
            annotators.add(ImportedVotes.login(vote.annotator()));
        }
        adjudications += isFirst ? read.facts().adjudications().size() : 0;
        notText += read.notText();
        row.read().ignored().forEach(field -> ignored.merge(field, 1L, Long::sum));
        if (isFirst && first.size() < SHOWN) {
            first.add(ImportCheck.Shown.of(read, order));
        }
    }

    ImportCheck result() {
        List<String> withoutRows = usable.entrySet().stream()
                .filter(file -> !file.getValue())
                .map(Map.Entry::getKey)
                .toList();
        return new ImportCheck(
                List.copyOf(formats),
                List.copyOf(passedOver),
                ids.count(),
                votes,
                annotators.size(),
                adjudications,
                notText,
                new TreeMap<>(ignored),
                refused.total(),
                refused.reasons(),
                withoutRows,
                gate.found(),
                List.copyOf(first));
    }

    /** The first refused rows, of whatever reason. */
    List<RefusedRow> firstRefused() {
        return refused.first();
    }
}
