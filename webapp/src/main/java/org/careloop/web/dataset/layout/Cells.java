package org.careloop.web.dataset.layout;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.careloop.run.Json;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/** The cells of a line by their columns; blank ones are null. */
final class Cells {
    /** A line without columns. */
    static final Cells NONE = new Cells(new Row(Json.MAPPER.createObjectNode()));

    private final Row row;

    Cells(Row row) {
        this.row = row;
    }

    /** Whether the table has such a column. */
    boolean has(String column) {
        return row.names().contains(column);
    }

    Optional<String> filled(String column) {
        return row.find(column).map(cell -> cell.asString(""));
    }

    String required(String column) {
        return filled(column)
                .orElseThrow(() ->
                        new BadRow("column.empty", "column \"%s\" is empty; fill it or remove this line", column));
    }

    Optional<Double> number(String column) {
        return filled(column).map(cell -> {
            try {
                return Double.valueOf(cell.strip());
            } catch (NumberFormatException e) {
                throw new BadRow("column.number", "column \"%s\" is \"%s\"; expected a number", column, cell);
            }
        });
    }

    Optional<Instant> moment(String column) {
        return filled(column).map(cell -> {
            try {
                return Instant.parse(cell.strip());
            } catch (DateTimeParseException e) {
                throw new BadRow(
                        "column.moment",
                        "column \"%s\" is \"%s\"; expected a moment such as 2026-01-31T08:00:00Z",
                        column,
                        cell);
            }
        });
    }

    Optional<Long> whole(String column) {
        return filled(column).map(cell -> {
            try {
                return Long.valueOf(cell.strip());
            } catch (NumberFormatException e) {
                throw new BadRow("column.whole", "column \"%s\" is \"%s\"; expected a whole number", column, cell);
            }
        });
    }
}
