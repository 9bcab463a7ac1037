package org.careloop.web.dataset.files;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Comparison;
import org.careloop.run.Strength;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.CsvCells;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.dataset.layout.Layouts;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a table, each a comparison that may carry one vote. */
final class CsvGroups {
    private final RowSink sink;

    CsvGroups(RowSink sink) {
        this.sink = sink;
    }

    void take(ImportFile file, long number, NamedCsvRecord csv) {
        SourceRow at = SourceRow.ofLine(file, number, CsvLine.asItStood(csv));
        try {
            CsvLine line = new CsvLine(csv);
            sink.row(at, new Layouts.Read(row(line), line.ignored()));
        } catch (BadRow e) {
            sink.refused(at, e);
        } catch (IllegalArgumentException e) {
            sink.refused(at, new BadRow("value", "%s; mend or remove this row", String.valueOf(e.getMessage())));
        }
    }

    private static ImportedRow row(CsvLine csv) {
        boolean preference = !csv.has("a");
        List<String> responses = responses(csv, preference);
        return new ImportedRow(
                csv.filled("id").orElse(null),
                CsvCells.prompt(csv.required("prompt")),
                responses,
                models(csv, responses.size()),
                new ImportedRow.Facts(
                        csv.filled("language").orElse(null),
                        csv.filled("specialty").orElse(null),
                        CsvCells.tags(csv.filled("tags")),
                        csv.filled("gold")
                                .map(cell -> new Gold(CsvCells.verdict("gold", cell)))
                                .orElse(null)),
                vote(csv).map(List::of).orElse(List.of()),
                preference,
                0);
    }

    /** Two, or the list in {@code responses}, which begins with them. */
    private static List<String> responses(CsvLine csv, boolean preference) {
        List<String> two =
                List.of(csv.required(preference ? "chosen" : "a"), csv.required(preference ? "rejected" : "b"));
        if (preference && csv.filled("responses").isPresent()) {
            throw new BadRow("column.responses-preference", "column \"responses\" goes with a and b, not with chosen and rejected; leave it empty");
        }
        List<String> all = CsvCells.json(csv.filled("responses"), "responses", CsvCells.TEXTS, two);
        if (!all.equals(two)
                && (all.size() < 3
                        || all.size() > Comparison.MOST_RESPONSES
                        || !all.subList(0, 2).equals(two))) {
            throw new BadRow("column.responses", "column \"responses\" has %d texts; expected 3 to %d, the first two those of a and b", all.size(), Comparison.MOST_RESPONSES);
        }
        return all;
    }

    private static List<@Nullable String> models(CsvLine csv, int responses) {
        List<@Nullable String> all = CsvCells.names(csv.filled("models"), "models");
        if (all.isEmpty() && responses == 2) {
            return Arrays.asList(
                    csv.filled("model_a").orElse(null), csv.filled("model_b").orElse(null));
        }
        if (!all.isEmpty() && all.size() != responses) {
            throw new BadRow("column.models", "column \"models\" has %d names; expected %d, null where unknown", all.size(), responses);
        }
        return all;
    }

    /** In an export of ours without a version of its format, votes that were given on a screen have their design's version. */
    private static Strength strength(CsvLine csv) {
        Strength given = csv.whole("strength")
                .map(number -> Strength.of((int) Math.clamp(number, 0, Integer.MAX_VALUE)))
                .orElse(Strength.SLIGHTLY);
        boolean ofFirstFormat = csv.filled("format_version").isEmpty()
                && csv.filled("design_version").isPresent();
        return ofFirstFormat ? given.ofFirstFormat() : given;
    }

    private static Optional<Vote> vote(CsvLine csv) {
        return csv.filled("verdict")
                .map(verdict -> new Vote(
                        csv.required("annotator"),
                        CsvCells.verdict("verdict", verdict),
                        strength(csv),
                        csv.number("weight").orElse(1.0),
                        CsvCells.ranking(csv.filled("ranking")),
                        csv.filled("rationale").orElse(null),
                        CsvCells.criteria(csv.filled("criteria")),
                        CsvCells.json(csv.filled("flags"), "flags", CsvCells.FLAGS, List.of()),
                        CsvCells.json(csv.filled("corrections"), "corrections", CsvCells.CORRECTIONS, Map.of()),
                        null,
                        csv.whole("active_ms").orElse(null),
                        null,
                        null));
    }
}
