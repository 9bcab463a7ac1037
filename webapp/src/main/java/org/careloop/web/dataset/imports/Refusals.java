package org.careloop.web.dataset.imports;

import java.util.List;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;

/** Ends an import that may not go on. */
final class Refusals {
    private static final String NOTHING_IMPORTED = "\nNothing was imported.";

    private Refusals() {}

    /**
     * Refuses an import with refused rows, unless they are left out; and one with a file in which every row is refused.
     *
     * @throws BadInput with a line for each of the first problems
     */
    static void refuse(ImportCheck check, List<RefusedRow> first, LeftOut leftOut) {
        if (leftOut == LeftOut.NONE && check.unfitRows() > 0) {
            String problems = first.stream().map(RefusedRow::message).collect(Collectors.joining("\n"));
            long more = check.refusedRows() - first.size();
            String rest = more > 0 ? "\n%,d more rows cannot be imported.".formatted(more) : "";
            throw BadInput.coded("import.refused-rows", problems + rest + NOTHING_IMPORTED, check.refusedRows());
        }
        if (!check.withoutRows().isEmpty()) {
            String file = check.withoutRows().getFirst();
            String why = check.refused().stream()
                    .flatMap(reason -> reason.first().stream())
                    .filter(row -> row.file().equals(file))
                    .map(row -> "; the first: " + row.message())
                    .findFirst()
                    .orElse("");
            throw BadInput.coded(
                    "import.without-rows",
                    "%s: none of its rows can be imported%s%s".formatted(file, why, NOTHING_IMPORTED),
                    file);
        }
    }
}
