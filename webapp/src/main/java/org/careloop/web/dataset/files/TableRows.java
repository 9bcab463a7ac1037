package org.careloop.web.dataset.files;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;
import org.careloop.web.dataset.SpreadsheetText;
import org.careloop.web.dataset.layout.ImportFormat;
import org.careloop.web.dataset.layout.Layouts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of a table, whose first names the columns: our own, those of a layout of JSON rows (whose lists and objects stand
 * in cells as JSON), or any that somebody has chosen or whose names suggest what they are.
 */
final class TableRows {
    private static final Pattern INSIDE = Pattern.compile("(?=[.\\[])");

    private final ImportFile file;
    private final RowSink sink;
    private final boolean spreadsheet;
    private final Map<String, String> written = new HashMap<>();
    private List<String> header = List.of();
    private @Nullable Layouts layout;
    private boolean cellsAreJson;
    private ColumnChoice used = ColumnChoice.NONE;
    private @Nullable SourceRow last;

    /**
     * Begins a table.
     *
     * @param spreadsheet texts that look like formulas have an apostrophe before them, as our own CSV has, and blank cells
     *     say nothing
     */
    TableRows(ImportFile file, RowSink sink, boolean spreadsheet) {
        this.file = file;
        this.sink = sink;
        this.spreadsheet = spreadsheet;
    }

    boolean hasHeader() {
        return !header.isEmpty();
    }

    /** Whether no more lines are wanted. */
    boolean isFull() {
        return sink.isFull();
    }

    /** Takes the first line. */
    void header(List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!name.isBlank() && !seen.add(plain(name))) {
                throw BadInput.coded(
                        "import.column-twice",
                        "%s, line 1: column \"%s\" stands twice; give each column a name of its own"
                                .formatted(file.name(), name.strip()),
                        file.name(),
                        name.strip());
            }
        }
        names.forEach(name -> written.put(plain(name), name.strip()));
        used = file.columns().apply(names);
        header = used.applied(file.name(), names);
    }

    /** Takes a line below the first. */
    void take(long line, List<? extends @Nullable String> cells) {
        SourceRow at = SourceRow.ofLine(file, line, asItStood(cells));
        last = at;
        sink.attempt(at, () -> {
            Layouts known = layout == null ? recognise(cells) : layout;
            checkCount(cells);
            known.read(cellsAreJson ? json(cells) : texts(header, cells))
                    .forEach(read -> sink.row(at, new Layouts.Read(read.row(), asWritten(read.ignored()))));
        });
    }

    /**
     * Ends the table.
     *
     * @throws BadInput when there was no line below the first
     */
    ImportReader.Recognised end() {
        if (last == null) {
            throw BadInput.coded(
                    "import.header-only", file.name() + ": no rows after the line that names the columns", file.name());
        }
        if (layout == null) {
            return new ImportReader.Recognised(file.name(), ImportFormat.CSV);
        }
        sink.attempt(last.withoutText(), layout::end);
        return new ImportReader.Recognised(file.name(), layout.format(), used.columns());
    }

    /** Names of fields as the first line has them: rows are read without regard to capitals. */
    private Set<String> asWritten(Set<String> fields) {
        return fields.stream().map(this::asWritten).collect(Collectors.toUnmodifiableSet());
    }

    /** A field inside a cell that holds JSON, such as {@code meta.source}, begins with the column's name. */
    private String asWritten(String field) {
        String column = INSIDE.split(field, 2)[0];
        return written.getOrDefault(column, column) + field.substring(column.length());
    }

    /** The cells of a line by their columns; a list where it has another number of cells than there are columns. */
    private JsonNode asItStood(List<? extends @Nullable String> cells) {
        if (cells.size() != header.size()) {
            return Json.MAPPER.valueToTree(cells);
        }
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = 0; i < cells.size(); i++) {
            object.put(header.get(i), cells.get(i));
        }
        return object;
    }

    private void checkCount(List<? extends @Nullable String> cells) {
        if (cells.size() != header.size()) {
            throw new BadRow(
                    "csv.cells",
                    "%d cells where the first line names %d columns; quote cells that hold separators",
                    cells.size(),
                    header.size());
        }
    }

    /** Our own columns first; then a layout of JSON rows; then what the names of the columns suggest. */
    private Layouts recognise(List<? extends @Nullable String> cells) {
        Optional<Layouts> known = Layouts.ofTable(texts(header, cells)).filter(ours -> !holdsMessages(cells));
        if (known.isEmpty()) {
            known = Layouts.recognise(json(cells), file.firstSix(), header);
            cellsAreJson = known.isPresent();
        }
        if (known.isEmpty() && used.isEmpty()) {
            used = ColumnChoice.guess(header);
            List<String> guessed = used.applied(file.name(), header);
            known = Layouts.ofTable(texts(guessed, cells));
            header = known.isPresent() ? guessed : header;
        }
        layout = known.orElseThrow(() -> BadInput.coded(
                "import.columns",
                "%s, line 1: the columns are %s; expected prompt with a and b, or prompt with chosen and rejected. Name the columns so, or say which is which: --columns prompt=…,a=…,b=…"
                        .formatted(file.name(), String.join(", ", header)),
                file.name(),
                String.join(", ", header)));
        return layout;
    }

    /** Whether {@code chosen} holds a conversation as JSON, as a table written from a set of TRL does. */
    private boolean holdsMessages(List<? extends @Nullable String> cells) {
        return json(cells).find("chosen").filter(JsonNode::isContainer).isPresent();
    }

    private Row texts(List<String> names, List<? extends @Nullable String> cells) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = 0; i < names.size(); i++) {
            String cell = cell(cells, i);
            object.put(plain(names.get(i)), cell == null || isBlank(cell) ? null : restored(cell));
        }
        return new Row(object);
    }

    private Row json(List<? extends @Nullable String> cells) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        for (int i = 0; i < header.size(); i++) {
            String cell = cell(cells, i);
            if (cell != null && !isBlank(cell)) {
                object.set(plain(header.get(i)), JsonCell.read(header.get(i), restored(cell)));
            }
        }
        return new Row(object);
    }

    /** None where the line is too short; the columns are recognised all the same. */
    private static @Nullable String cell(List<? extends @Nullable String> cells, int column) {
        return column < cells.size() ? cells.get(column) : null;
    }

    /** Elsewhere than in a spreadsheet a blank text is a text. */
    private boolean isBlank(String cell) {
        return spreadsheet && cell.isBlank();
    }

    private String restored(String cell) {
        return spreadsheet ? SpreadsheetText.restore(cell) : cell;
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
