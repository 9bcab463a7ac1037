package org.careloop.web.dataset.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Strength;
import org.careloop.run.Vote;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.CsvCells;
import org.careloop.web.dataset.Row;
import org.careloop.web.study.Gold;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a table: {@code prompt} with {@code a} and {@code b}, or with {@code chosen} and {@code rejected}; optional are
 * id, language, specialty, tags, responses, gold, model_a, model_b and, for one vote a line, annotator, verdict, strength,
 * weight and what else our own {@code votes.csv} has of a vote. Blank cells are null.
 */
final class TableLines implements Layout {
    @Override
    public ImportFormat format() {
        return ImportFormat.CSV;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().contains("prompt")
                && (row.names().containsAll(List.of("a", "b"))
                        || row.names().containsAll(List.of("chosen", "rejected")));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        Cells cells = new Cells(row);
        boolean preference = !row.names().contains("a");
        List<String> responses = responses(cells, preference);
        return List.of(new ImportedRow(
                cells.filled("id").orElse(null),
                prompt(row, cells),
                responses,
                models(cells, responses.size()),
                new ImportedRow.Facts(
                        cells.filled("language").orElse(null),
                        cells.filled("specialty").orElse(null),
                        CsvCells.tags(cells.filled("tags")),
                        cells.filled("gold")
                                .map(cell -> new Gold(CsvCells.verdict("gold", cell)))
                                .orElse(null),
                        preference ? List.of() : adjudications(cells)),
                vote(cells).map(List::of).orElse(List.of()),
                preference,
                0));
    }

    private static List<Message> prompt(Row row, Cells cells) {
        List<Message> prompt = CsvCells.prompt(cells.required("prompt"));
        boolean text = prompt.size() == 1;
        return Questions.after(
                Questions.system(row),
                text ? List.of(Questions.withInput(row, prompt.getFirst().content())) : prompt);
    }

    /** Two, or the list in {@code responses}, which begins with them. */
    private static List<String> responses(Cells cells, boolean preference) {
        List<String> two =
                List.of(cells.required(preference ? "chosen" : "a"), cells.required(preference ? "rejected" : "b"));
        if (preference && cells.filled("responses").isPresent()) {
            throw new BadRow(
                    "column.responses-preference",
                    "column \"responses\" goes with a and b, not with chosen and rejected; leave it empty");
        }
        List<String> all = CsvCells.json(cells.filled("responses"), "responses", CsvCells.TEXTS, two);
        if (!all.equals(two)
                && (all.size() < 3
                        || all.size() > Comparison.MOST_RESPONSES
                        || !all.subList(0, 2).equals(two))) {
            throw new BadRow(
                    "column.responses",
                    "column \"responses\" has %d texts; expected 3 to %d, the first two those of a and b",
                    all.size(),
                    Comparison.MOST_RESPONSES);
        }
        return all;
    }

    private static List<@Nullable String> models(Cells cells, int responses) {
        List<@Nullable String> all = CsvCells.names(cells.filled("models"), "models");
        if (all.isEmpty() && responses == 2) {
            return Arrays.asList(
                    cells.filled("model_a").orElse(null),
                    cells.filled("model_b").orElse(null));
        }
        if (!all.isEmpty() && all.size() != responses) {
            throw new BadRow(
                    "column.models",
                    "column \"models\" has %d names; expected %d, null where unknown",
                    all.size(),
                    responses);
        }
        return all;
    }

    /** In an export of ours without a version of its format, votes that were given on a screen have their design's version. */
    private static Strength strength(Cells cells) {
        Strength given = cells.whole("strength")
                .map(number -> Strength.of((int) Math.clamp(number, 0, Integer.MAX_VALUE)))
                .orElse(Strength.SLIGHTLY);
        boolean versioned = cells.filled("format_version").isPresent();
        boolean onScreen = cells.filled("design_version").isPresent();
        return !versioned && onScreen ? given.ofFirstFormat() : given;
    }

    /** All that was said of the comparison; what else a line has of the decision is for people to read. */
    private static List<Comparison.Adjudication> adjudications(Cells cells) {
        cells.filled("adjudicated");
        cells.filled("adjudicated_ranking");
        cells.filled("adjudication_rationale");
        return CsvCells.json(cells.filled("adjudications"), "adjudications", CsvCells.ADJUDICATIONS, List.of());
    }

    private static Optional<Vote> vote(Cells cells) {
        Strength strength = strength(cells);
        // In a table of somebody else these words mean something else, and are named as not read.
        Cells own = cells.has("format_version") ? cells : Cells.NONE;
        return cells.filled("verdict")
                .map(verdict -> new Vote(
                        cells.has("annotator") ? cells.required("annotator") : ImportedRow.UNNAMED,
                        VerdictWords.of(verdict).orElseGet(() -> CsvCells.verdict("verdict", verdict)),
                        strength,
                        cells.number("weight").orElse(1.0),
                        CsvCells.ranking(cells.filled("ranking")),
                        cells.filled("rationale").orElse(null),
                        CsvCells.criteria(cells.filled("criteria")),
                        CsvCells.json(cells.filled("flags"), "flags", CsvCells.FLAGS, List.of()),
                        CsvCells.json(cells.filled("corrections"), "corrections", CsvCells.CORRECTIONS, Map.of()),
                        own.whole("revision").map(Long::intValue).orElse(null),
                        own.filled("reason").orElse(null),
                        own.filled("note").orElse(null),
                        cells.whole("active_ms").orElse(null),
                        null,
                        own.moment("judged_at").orElse(null),
                        CsvCells.json(own.filled("history"), "history", CsvCells.HISTORY, List.of())));
    }
}
