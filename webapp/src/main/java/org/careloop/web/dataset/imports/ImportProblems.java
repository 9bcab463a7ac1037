package org.careloop.web.dataset.imports;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadInput;

/** Problems found in the files of one import: the first few in full, so that a person can correct them together. */
final class ImportProblems {
    static final String NOTHING_IMPORTED = "Nothing was imported.";
    private static final int SHOWN = 10;

    private final List<String> shown = new ArrayList<>();
    private long total;

    void add(String file, long line, String problem) {
        total++;
        if (shown.size() < SHOWN) {
            shown.add("%s, line %d: %s".formatted(file, line, problem));
        }
    }

    boolean any() {
        return total > 0;
    }

    /** Whether enough problems are known to stop reading. */
    boolean full() {
        return total >= SHOWN;
    }

    /**
     * Ends the import when something was wrong.
     *
     * @throws BadInput with a line for each problem
     */
    void refuse() {
        if (!any()) {
            return;
        }
        String more = full() ? "\nThe rest was not read." : "";
        throw new BadInput(String.join("\n", shown) + more + "\n" + NOTHING_IMPORTED);
    }
}
