package org.careloop.web.dataset;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Verdict;
import org.careloop.run.Vote;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Gathers the lines of one comparison: the first has its texts, each may have a vote. */
final class CsvGroups {
    private final RowSink sink;
    private final List<Vote> votes = new ArrayList<>();
    private long line;
    private @Nullable ImportedRow open;

    CsvGroups(RowSink sink) {
        this.sink = sink;
    }

    /** Takes the next line; false when no more need be read. */
    boolean take(long number, NamedCsvRecord csv) {
        try {
            ImportedRow row = row(csv);
            ImportedRow before = open;
            if (before == null || row.id() == null || !row.id().equals(before.id())) {
                end();
                open = row;
                line = number;
            } else if (!sameTexts(before, row)) {
                throw new BadRow("id \"%s\" stands on line %d with other texts; give each comparison an id of its own"
                        .formatted(row.id(), line));
            }
            votes.addAll(row.votes());
            return true;
        } catch (BadRow e) {
            return sink.problem(number, e.problem());
        } catch (IllegalArgumentException e) {
            return sink.problem(number, e.getMessage() + "; mend or remove this line");
        }
    }

    void end() {
        if (open != null) {
            sink.row(line, withVotes(open, votes));
            votes.clear();
            open = null;
        }
    }

    private static boolean sameTexts(ImportedRow one, ImportedRow other) {
        return one.prompt().equals(other.prompt())
                && one.a().equals(other.a())
                && one.b().equals(other.b());
    }

    private static ImportedRow withVotes(ImportedRow row, List<Vote> votes) {
        return new ImportedRow(
                row.id(),
                row.prompt(),
                row.a(),
                row.b(),
                row.modelA(),
                row.modelB(),
                row.language(),
                row.tags(),
                List.copyOf(votes),
                row.chosenIsA(),
                0);
    }

    private static ImportedRow row(NamedCsvRecord csv) {
        if (csv.getFieldCount() != csv.getHeader().size()) {
            throw new BadRow("%d cells where the first line names %d columns; quote cells that hold separators"
                    .formatted(csv.getFieldCount(), csv.getHeader().size()));
        }
        boolean preference = field(csv, "a").isEmpty();
        return new ImportedRow(
                filled(csv, "id").orElse(null),
                prompt(required(csv, "prompt")),
                required(csv, preference ? "chosen" : "a"),
                required(csv, preference ? "rejected" : "b"),
                filled(csv, "model_a").orElse(null),
                filled(csv, "model_b").orElse(null),
                filled(csv, "language").orElse(null),
                filled(csv, "tags")
                        .map(tags -> List.of(tags.split("\\s*;\\s*")))
                        .orElse(List.of()),
                vote(csv).map(List::of).orElse(List.of()),
                preference,
                0);
    }

    private static Optional<Vote> vote(NamedCsvRecord csv) {
        return filled(csv, "verdict")
                .map(verdict -> new Vote(
                        required(csv, "annotator"),
                        Verdict.parse(verdict.toUpperCase(Locale.ROOT)),
                        filled(csv, "strength")
                                .map(text -> (int) number("strength", text))
                                .orElse(1),
                        filled(csv, "weight")
                                .map(text -> number("weight", text))
                                .orElse(1.0)));
    }

    private static double number(String column, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadRow("column \"%s\" is \"%s\"; expected a number".formatted(column, text));
        }
    }

    /** A cell that holds a list of messages as JSON, or a text, which is what the user said. */
    private static List<Message> prompt(String cell) {
        if (!cell.startsWith("[{")) {
            return List.of(Message.user(cell));
        }
        try {
            return Fields.messages(Json.MAPPER.readTree(cell), "prompt");
        } catch (JacksonException e) {
            throw new BadRow("column \"prompt\" begins like a list of messages but is none: " + Json.problem(e));
        }
    }

    private static String required(NamedCsvRecord csv, String column) {
        return filled(csv, column)
                .orElseThrow(() -> new BadRow("column \"%s\" is empty; fill it or remove this line".formatted(column)));
    }

    private static Optional<String> filled(NamedCsvRecord csv, String column) {
        return field(csv, column).filter(cell -> !cell.isBlank());
    }

    /** Our own export defuses spreadsheet formulas by a leading apostrophe, which is undone here. */
    private static Optional<String> field(NamedCsvRecord csv, String column) {
        return csv.getHeader().stream()
                .filter(name -> name.strip().equalsIgnoreCase(column))
                .findFirst()
                .map(csv::getField)
                .map(SpreadsheetText::restore);
    }
}
