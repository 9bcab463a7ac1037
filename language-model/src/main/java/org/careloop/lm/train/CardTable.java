package org.careloop.lm.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table of a {@link ModelCard}. Whatever a cell holds, it stays one cell of one line. */
public final class CardTable {
    private final List<String> heads;
    private final List<String> rows = new ArrayList<>();

    CardTable(List<String> heads) {
        this.heads = heads;
    }

    /**
     * Adds a row; places behind the last cell stay empty.
     *
     * @throws IllegalArgumentException when there are more cells than heads
     */
    public CardTable row(Object... cells) {
        if (cells.length > heads.size()) {
            throw new IllegalArgumentException(
                    "%d cells in a table of %d columns".formatted(cells.length, heads.size()));
        }
        String given = Arrays.stream(cells).map(CardTable::cell).collect(Collectors.joining(" | ", "| ", " |"));
        rows.add(given + " |".repeat(heads.size() - cells.length));
        return this;
    }

    /** Adds a row for each fact, in the order of the map. */
    public CardTable rows(Map<String, ?> facts) {
        facts.forEach(this::row);
        return this;
    }

    /** A name to be shown as code, in a cell. */
    public static Object code(String name) {
        return new Code(name);
    }

    private record Code(String name) {}

    private static String cell(Object value) {
        return value instanceof Code(String name)
                ? Markdown.code(name).replace("|", "\\|")
                : Markdown.inline(String.valueOf(value));
    }

    /** The table as Markdown. */
    @Override
    public String toString() {
        String head = heads.stream()
                .map(name -> name.isEmpty() ? " |" : " " + name + " |")
                .collect(Collectors.joining());
        List<String> lines = new ArrayList<>(List.of("|" + head, "|" + " --- |".repeat(heads.size())));
        lines.addAll(rows);
        return String.join("\n", lines);
    }
}
