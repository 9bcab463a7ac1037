package org.careloop.web.dataset.files;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Json;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;
import org.careloop.web.dataset.SpreadsheetText;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.JsonNode;

/** One line of a CSV file, its cells by the name of their column in any case. */
final class CsvLine {
    private final NamedCsvRecord cells;
    private final Set<String> read = new HashSet<>();

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

    /** The cells of a line by their columns; a list where it has another number of cells than there are columns. */
    static JsonNode asItStood(NamedCsvRecord cells) {
        if (cells.getFieldCount() != cells.getHeader().size()) {
            return Json.MAPPER.valueToTree(cells.getFields());
        }
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = 0; i < cells.getFieldCount(); i++) {
            object.put(cells.getHeader().get(i), cells.getField(i));
        }
        return object;
    }

    /**
     * The columns that nobody has asked for and that say something.
     *
     * @throws BadRow when one of them is known to change what was asked, answered or preferred
     */
    Set<String> ignored() {
        Row row = new Row(asItStood(cells));
        read.forEach(row::find);
        return row.ignored();
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
        Optional<String> name = cells.getHeader().stream()
                .filter(given -> given.strip().equalsIgnoreCase(column))
                .findFirst();
        name.ifPresent(read::add);
        return name;
    }
}
