package org.careloop.run.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.careloop.run.BadInput;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import tools.jackson.databind.JsonNode;

/** The layouts that are JSON Lines: MedQA and MedMCQA. */
final class JsonQuestions {
    private static final List<String> LETTERS = List.of("A", "B", "C", "D");

    private final Path file;
    private final Map<Long, JsonNode> rows = new LinkedHashMap<>();

    JsonQuestions(Path file) throws IOException {
        this.file = file;
        JsonLines.forEachLine(file, JsonNode.class, rows::put);
        if (rows.isEmpty()) {
            throw BadInput.in(file, JsonLines.NO_ROWS);
        }
    }

    Layout layout() {
        JsonNode first = rows.values().iterator().next();
        if (first.has("opa")) {
            return Layout.MEDMCQA;
        }
        if (first.has("options")) {
            return Layout.MEDQA;
        }
        throw BadInput.in(
                file,
                Phrase.of(
                        "benchmark.no-fields",
                        "the first row has the fields of no known layout; expected question, options and answer_idx"
                                + " (MedQA), or question, opa to opd and cop (MedMCQA)"));
    }

    void readInto(Questions all, Layout layout) {
        int first = layout == Layout.MEDMCQA ? firstNumber() : 0;
        rows.forEach((line, row) -> {
            Place place = Place.line(file, line);
            all.add(place, () -> {
                JsonFields fields = new JsonFields(place, row);
                return layout == Layout.MEDQA ? lettered(fields) : numbered(fields, first);
            });
        });
    }

    private Question lettered(JsonFields fields) {
        Place place = fields.place();
        Map<String, String> options = fields.options("options");
        TreeSet<String> key = place.oneKey("answer_idx", fields.maybe("answer_idx"), options.keySet());
        String answer = fields.maybe("answer");
        String keyed = options.get(key.first());
        if (answer != null && !answer.strip().equals(keyed)) {
            throw place.refused(
                    "benchmark.keys-differ",
                    "field \"answer\" is \"%s\", and option %s, which \"answer_idx\" names, is \"%s\"; expected the"
                            + " same text: find out which of the two is right",
                    answer,
                    key.first(),
                    String.valueOf(keyed));
        }
        return new Question(
                TableQuestions.stem(file) + ":" + place.line(),
                fields.orEmpty("meta_info"),
                "",
                fields.text("question"),
                options,
                key,
                false,
                Map.of());
    }

    private Question numbered(JsonFields fields, int first) {
        Place place = fields.place();
        Map<String, String> options = new LinkedHashMap<>();
        LETTERS.forEach(letter -> options.put(letter, fields.text("op" + letter.toLowerCase(Locale.ROOT))));
        String cop = fields.maybe("cop");
        if (cop == null || cop.equals("-1")) {
            throw place.unkeyed("cop");
        }
        int number = number(place, cop) - first;
        return new Question(
                fields.text("id"),
                fields.orEmpty("subject_name"),
                "",
                fields.text("question"),
                options,
                new TreeSet<>(List.of(LETTERS.get(number))),
                false,
                Map.of("topic", fields.orEmpty("topic_name")));
    }

    /**
     * Whether the file counts options from 1, as it was first published, or from 0, as its copy on Hugging Face does.
     *
     * @throws BadInput where its numbers leave that open, or contradict each other
     */
    private int firstNumber() {
        boolean zero = false;
        boolean four = false;
        for (Map.Entry<Long, JsonNode> row : rows.entrySet()) {
            Place place = Place.line(file, row.getKey());
            String cop = new JsonFields(place, row.getValue()).maybe("cop");
            if (cop != null && !cop.equals("-1")) {
                int number = number(place, cop);
                zero |= number == 0;
                four |= number == 4;
            }
        }
        if (zero && four) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "benchmark.cop-both",
                            "field \"cop\" is 0 in one row and 4 in another, so two numberings are mixed; expected 1"
                                    + " to 4 in every row, or 0 to 3: take the rows of one source only"));
        }
        if (!zero && !four) {
            throw BadInput.in(
                    file,
                    Phrase.of(
                            "benchmark.cop-open",
                            "field \"cop\" is never 0 and never 4, so its numbers may count from 0 or from 1; give"
                                    + " more rows of the same source: the whole file tells"));
        }
        return zero ? 0 : 1;
    }

    private static int number(Place place, String cop) {
        if (!cop.matches("[0-4]")) {
            throw place.refused("benchmark.cop", "field \"cop\" is %s; expected a number from 0 to 4", cop);
        }
        return Integer.parseInt(cop);
    }
}
