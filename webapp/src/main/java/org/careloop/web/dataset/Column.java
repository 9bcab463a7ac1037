package org.careloop.web.dataset;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One column or field of an exported file.
 *
 * @param name as the file has it
 * @param type what its values are
 * @param meaning in one sentence
 */
record Column(String name, String type, String meaning) {

    /** A table of the columns of each file, in Markdown. */
    static String dictionary(List<ExportPart> parts) {
        return parts.stream().map(Column::table).collect(Collectors.joining("\n", """
                # Data dictionary

                Verdicts are in terms of the stored responses: A is the first, B the second, SAME neither, BOTH_BAD neither is
                acceptable. Responses are counted from 0. Which side a response was shown on is undone. Every row has
                every field: a list may be empty, and what else is absent is null in JSON and Parquet, an empty cell in CSV.
                Rows that first use a field stand first, so that programs that guess types from the beginning of a file guess
                right.

                """, ""));
    }

    private static String table(ExportPart part) {
        return part.columns().stream()
                .map(column -> "| %s | %s | %s |%n".formatted(column.name(), column.type(), column.meaning()))
                .collect(Collectors.joining("", """
                        ## %s

                        | name | type | meaning |
                        | --- | --- | --- |
                        """.formatted(part.fileName()), ""));
    }
}
