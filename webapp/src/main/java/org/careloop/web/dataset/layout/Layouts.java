package org.careloop.web.dataset.layout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Row;

/** Every layout that is read, in the order in which they are tried. */
public final class Layouts {
    private static final List<Layout> ALL =
            List.of(new ComparisonRows(), new PandaLmRows(), new MedicalGptRows(), new HhRlhfRows(), new TrlRows());

    private final Layout layout;

    private Layouts(Layout layout) {
        this.layout = layout;
    }

    /**
     * A row as it was understood.
     *
     * @param ignored fields that say something and were not read, such as {@code source} or {@code prompt[].name}
     */
    public record Read(ImportedRow row, Set<String> ignored) {}

    /** The layout that a file has, told by its first row; empty for a row of no known layout. */
    public static Optional<Layouts> recognise(Row first) {
        return ALL.stream().filter(layout -> layout.fits(first)).findFirst().map(Layouts::new);
    }

    public ImportFormat format() {
        return layout.format();
    }

    /**
     * Reads a row of the file.
     *
     * @throws BadRow when it does not fit, or when a field that changes its meaning would be lost
     */
    public Read read(Row row) {
        ImportedRow read = layout.read(row);
        return new Read(read, row.ignored());
    }
}
