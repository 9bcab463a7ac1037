package org.careloop.web.dataset.layout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Phrase;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/** Every layout that is read, in the order in which they are tried, and the one that a file has. */
public final class Layouts {
    /** Those with more fields stand before those that are known by some of the same. */
    private static final List<Layout> ALL = List.of(
            new TieRows(),
            new ComparisonRows(),
            new ArenaRows(),
            new HelpSteerRows(),
            new PandaLmRows(),
            new SafeRlhfRows(),
            new UltraFeedbackRows(false),
            new NectarRows(false),
            new HealthBenchRows(),
            new OpenAiRows(),
            new SwiftRows(),
            new ArgillaRows(),
            new LabelStudioRows(),
            new MedicalGptRows(),
            new ShareGptRows(),
            new AlpacaRows(),
            new OrcaRows(),
            new HhRlhfRows(),
            new TrlRows(),
            new KtoRows(),
            new TextRows());

    private final Layout layout;

    private Layouts(Layout layout, boolean firstSix) {
        this.layout = layout.open(firstSix);
    }

    /**
     * A row as it was understood.
     *
     * @param ignored fields that say something and were not read, such as {@code source} or {@code prompt[].name}
     */
    public record Read(ImportedRow row, Set<String> ignored) {}

    /**
     * The layout that a file has, told by its first row; empty for a row of no known layout.
     *
     * @param firstSix of more ranked answers than a comparison holds, take the first six by rank instead of refusing the row
     */
    public static Optional<Layouts> recognise(Row first, boolean firstSix) {
        return ALL.stream()
                .filter(layout -> layout.fits(first))
                .findFirst()
                .map(layout -> new Layouts(layout, firstSix));
    }

    /** The layout of a table with our own columns, told by its first line; empty for other columns. */
    public static Optional<Layouts> ofTable(Row first) {
        Layout table = new TableLines();
        return table.fits(first) ? Optional.of(new Layouts(table, false)) : Optional.empty();
    }

    /**
     * A layout of JSON rows for the rows of a table.
     *
     * @param first the first row, by the names of the columns
     */
    public static Optional<Layouts> recognise(Row first, boolean firstSix, List<String> columns) {
        return recognise(first, firstSix)
                .filter(known -> known.format() != ImportFormat.TEXTS || TextRows.hasOnly(columns));
    }

    /** What a person can do about rows of no known layout, told by their fields. */
    public static Phrase whatToDo(Row row) {
        return UnknownRows.whatToDo(row);
    }

    public ImportFormat format() {
        return layout.format();
    }

    /**
     * Reads a row of the file.
     *
     * @return most often one comparison; several where a row compares more than once, none where it waits for another row
     * @throws BadRow when it does not fit, or when a field that changes its meaning would be lost
     */
    public List<Read> read(Row row) {
        List<ImportedRow> read = layout.read(row);
        Set<String> ignored = row.ignored();
        return read.stream().map(each -> new Read(each, ignored)).toList();
    }

    /**
     * Ends the file.
     *
     * @throws BadRow when rows of it wait for others that never came
     */
    public void end() {
        layout.end();
    }
}
