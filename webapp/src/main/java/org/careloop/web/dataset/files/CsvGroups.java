package org.careloop.web.dataset.files;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.careloop.run.Comparison;
import org.careloop.run.Strength;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.CsvCells;
import org.careloop.web.dataset.layout.ImportedRow;
import org.careloop.web.dataset.layout.Layouts;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/** Gathers consecutive lines of one comparison: the first carries its texts, each may carry a vote. */
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
            ImportedRow row = row(new CsvLine(csv));
            ImportedRow before = open;
            if (before == null || row.id() == null || !row.id().equals(before.id())) {
                end();
                open = row;
                line = number;
            } else if (!sameTexts(before, row)) {
                throw new BadRow("id.texts", "id \"%s\" stands on line %d with other texts; give each comparison an id of its own", String.valueOf(row.id()), line);
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
        ImportedRow row = open;
        if (row == null) {
            return;
        }
        List<Vote> all = List.copyOf(votes);
        votes.clear();
        open = null;
        try {
            sink.row(line, new Layouts.Read(row.withVotes(all), Set.of()));
        } catch (BadRow e) {
            sink.problem(line, e.problem());
        }
    }

    private static boolean sameTexts(ImportedRow one, ImportedRow other) {
        return one.prompt().equals(other.prompt()) && one.responses().equals(other.responses());
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
