package org.careloop.web.dataset.files;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Optional;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.SpreadsheetText;

/** One line of a CSV file, its cells by the name of their column in any case. */
final class CsvLine {
    private final NamedCsvRecord cells;

    /**
     * The line.
     *
     * @throws BadRow when it has another number of cells than the first line of its file
     */
    CsvLine(NamedCsvRecord cells) {
        if (cells.getFieldCount() != cells.getHeader().size()) {
            throw new BadRow("csv.cells", "%d cells where the first line names %d columns; quote cells that hold separators", cells.getFieldCount(), cells.getHeader().size());
        }
        this.cells = cells;
    }

    boolean has(String column) {
        return name(column).isPresent();
    }

    /** What a cell says; empty for a blank cell and for a column that the file does not have. */
    Optional<String> filled(String column) {
        return name(column).map(cells::getField).filter(cell -> !cell.isBlank()).map(SpreadsheetText::restore);
    }

    String required(String column) {
        return filled(column)
                .orElseThrow(() -> new BadRow("column.empty", "column \"%s\" is empty; fill it or remove this line", column));
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

    Optional<Long> whole(String column) {
        return filled(column).map(cell -> {
            try {
                return Long.valueOf(cell.strip());
            } catch (NumberFormatException e) {
                throw new BadRow("column.whole", "column \"%s\" is \"%s\"; expected a whole number", column, cell);
            }
        });
    }

    private Optional<String> name(String column) {
        return cells.getHeader().stream()
                .filter(name -> name.strip().equalsIgnoreCase(column))
                .findFirst();
    }
}
