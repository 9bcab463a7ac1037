package org.careloop.web.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.careloop.run.BadInput;
import org.careloop.web.study.StudyKind;

/** What an export can be written as, and the files it consists of. */
public enum ExportFormat {
    /** Our own rows, every comparison with every vote. */
    COMPARISONS(new ComparisonLines()),
    /** Texts with their ratings, as {@code careloop rater} reads them. */
    RATINGS(new RatingLines()),
    /** A row for each decisive vote, as TRL reads them; votes that prefer neither stand in a file of their own. */
    TRL(PreferenceRows.TRL, PreferenceRows.TIES),
    /** The same as whole conversations, as OpenRLHF reads them with its chat template. */
    OPENRLHF(PreferenceRows.OPENRLHF, PreferenceRows.TIES),
    /** Preferences for LLaMA-Factory ({@code ranking}), with the {@code dataset_info.json} that it asks for. */
    LLAMAFACTORY(LlamaFactoryRows.PREFERENCES, LlamaFactoryRows.NOT_ALTERNATING, PreferenceRows.TIES),
    /** Single answers for LLaMA-Factory ({@code kto_tag}), likewise. */
    LLAMAFACTORY_KTO(LlamaFactoryRows.KTO, LlamaFactoryRows.NOT_ALTERNATING, LlamaFactoryRows.NOT_GOOD_OR_BAD),
    /** A line for each vote, for a spreadsheet. */
    CSV(new CsvPart()),
    /** The same columns for a data frame. */
    PARQUET(new ParquetPart());

    private final List<ExportPart> parts;

    ExportFormat(ExportPart... parts) {
        this.parts = List.of(parts);
    }

    /** What a study of a kind can be written as, our own rows first. */
    public static List<ExportFormat> of(StudyKind kind) {
        return Arrays.stream(values())
                .filter(format -> (format == RATINGS) == (kind == StudyKind.RATING))
                .toList();
    }

    /** Its files; the first is the one that a person names. */
    List<ExportPart> parts() {
        return parts;
    }

    /** Whether it is read by way of a {@code dataset_info.json}. */
    boolean hasDatasetInfo() {
        return this == LLAMAFACTORY || this == LLAMAFACTORY_KTO;
    }

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names on the command line. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ExportFormat::label).toList();
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
                .orElseThrow(() -> BadInput.coded(
                        "export.format",
                        "export format \"%s\" is not known; expected one of %s"
                                .formatted(label, String.join(", ", labels())),
                        label,
                        String.join(", ", labels())));
    }
}
