package org.careloop.web.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;

/** What an export can be written as, and the files it consists of. */
public enum ExportFormat {
    /** Our own rows, every comparison with every vote. */
    COMPARISONS(List.of(new ComparisonLines())),
    /** A row for each decisive vote, as TRL reads them; votes that prefer neither stand in a file of their own. */
    TRL(List.of(PreferenceRows.TRL, PreferenceRows.TIES)),
    /** The same as whole conversations, as OpenRLHF reads them with its chat template. */
    OPENRLHF(List.of(PreferenceRows.OPENRLHF, PreferenceRows.TIES)),
    /** A line for each vote, for a spreadsheet. */
    CSV(List.of(new CsvPart())),
    /** The same columns for a data frame. */
    PARQUET(List.of(new ParquetPart()));

    private final List<ExportPart> parts;

    ExportFormat(List<ExportPart> parts) {
        this.parts = parts;
    }

    List<ExportPart> parts() {
        return parts;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the name used on the command line.
     *
     * @throws BadInput naming all that are known
     */
    public static ExportFormat parse(String label) {
        return Arrays.stream(values())
                .filter(format -> format.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new BadInput("export format \"%s\" is not known; expected one of %s"
                        .formatted(
                                label,
                                Arrays.stream(values()).map(ExportFormat::label).collect(Collectors.joining(", ")))));
    }
}
