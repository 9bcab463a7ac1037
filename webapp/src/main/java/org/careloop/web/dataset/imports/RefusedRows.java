package org.careloop.web.dataset.imports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.files.SourceRow;

/** Refused rows as they are found: all are handed on, the first few are kept to be shown. */
final class RefusedRows {
    private static final int FIRST = 10;
    private static final int FIRST_OF_A_REASON = 3;

    private final Consumer<RefusedRow> each;
    private final List<RefusedRow> first = new ArrayList<>();
    private final Map<String, List<RefusedRow>> firstByReason = new LinkedHashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private long total;

    RefusedRows(Consumer<RefusedRow> each) {
        this.each = each;
    }

    void add(SourceRow at, BadRow why) {
        RefusedRow row = new RefusedRow(at, why);
        total++;
        counts.merge(why.code(), 1L, Long::sum);
        if (first.size() < FIRST) {
            first.add(row);
        }
        List<RefusedRow> ofReason = firstByReason.computeIfAbsent(why.code(), code -> new ArrayList<>());
        if (ofReason.size() < FIRST_OF_A_REASON) {
            ofReason.add(row);
        }
        each.accept(row);
    }

    long total() {
        return total;
    }

    List<RefusedRow> first() {
        return List.copyOf(first);
    }

    /** How many rows were refused for each reason. */
    Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    /** The reasons in the order in which they first came up. */
    List<ImportCheck.Reason> reasons() {
        return firstByReason.entrySet().stream()
                .map(reason -> new ImportCheck.Reason(
                        reason.getKey(), counts.getOrDefault(reason.getKey(), 0L), List.copyOf(reason.getValue())))
                .toList();
    }
}
