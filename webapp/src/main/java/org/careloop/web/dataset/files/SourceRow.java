package org.careloop.web.dataset.files;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Where a row stands in its file, and what stands there.
 *
 * @param line counted from 1
 * @param element its number in a JSON list, counted from 1; 0 where rows have lines of their own
 * @param asItStood the row; the text of its line where that cannot be read as a row
 */
public record SourceRow(String file, long line, long element, JsonNode asItStood) {

    /** A row that has a line of its own. */
    public static SourceRow ofLine(ImportFile file, long line, JsonNode asItStood) {
        return new SourceRow(file.name(), line, 0, asItStood);
    }

    /** No other row of its file has this number. */
    public long number() {
        return element > 0 ? element : line;
    }

    /** The place alone. */
    public SourceRow withoutText() {
        return new SourceRow(file, line, element, MissingNode.getInstance());
    }

    public boolean isAt(SourceRow other) {
        return file.equals(other.file) && line == other.line && element == other.element;
    }

    /** The place in English. */
    @Override
    public String toString() {
        return element > 0
                ? "%s, line %d, element %d".formatted(file, line, element)
                : "%s, line %d".formatted(file, line);
    }
}
