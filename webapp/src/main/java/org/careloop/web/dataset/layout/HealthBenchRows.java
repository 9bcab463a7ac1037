package org.careloop.web.dataset.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Message;
import org.careloop.web.dataset.BadRow;
import org.careloop.web.dataset.Messages;
import org.careloop.web.dataset.Row;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * HealthBench: a {@code prompt} and, in {@code ideal_completions_data}, a physician's completion and those it may have been
 * written from. Each of those is compared with the physician's. Nobody has judged the pairs, so they come without votes; which
 * side the physician's has is drawn from the prompt's id.
 */
final class HealthBenchRows implements Layout {
    private static final String DATA = "ideal_completions_data";
    private static final String REFERENCES = "ideal_completions_ref_completions";

    @Override
    public ImportFormat format() {
        return ImportFormat.HEALTHBENCH;
    }

    @Override
    public boolean fits(Row row) {
        return row.names().contains(DATA) || row.names().containsAll(List.of("prompt", "rubrics"));
    }

    @Override
    public List<ImportedRow> read(Row row) {
        if (!row.has(DATA)) {
            throw nothingToCompare();
        }
        Row data = row.object(DATA);
        if (!data.has(REFERENCES)) {
            throw nothingToCompare();
        }
        String id = row.text("prompt_id");
        List<Message> prompt = Questions.required(row);
        ImportedRow.Facts facts = new ImportedRow.Facts(null, null, tags(row), null);
        String ideal = data.text("ideal_completion");
        List<ImportedRow> pairs = new ArrayList<>();
        for (JsonNode reference : data.required(REFERENCES)) {
            if (!reference.isString()) {
                throw new BadRow(
                        "field.text",
                        "field \"%s\" is %s; expected a text in quotes",
                        REFERENCES,
                        Messages.shorten(reference));
            }
            pairs.add(pair("%s#%d".formatted(id, pairs.size() + 1), prompt, ideal, reference.stringValue(), facts));
        }
        return pairs;
    }

    private static ImportedRow pair(
            String id, List<Message> prompt, String ideal, String reference, ImportedRow.Facts facts) {
        List<String> texts = List.of(ideal, reference);
        List<@Nullable String> writers = Arrays.asList("physician", "reference completion");
        boolean swap = Integer.bitCount(id.hashCode()) % 2 == 1;
        return ImportedRow.compared(
                id, prompt, swap ? texts.reversed() : texts, swap ? writers.reversed() : writers, facts, List.of());
    }

    private static List<String> tags(Row row) {
        List<String> tags = new ArrayList<>();
        row.find("example_tags").ifPresent(all -> all.forEach(tag -> tags.add(tag.asString(""))));
        return tags;
    }

    private static BadRow nothingToCompare() {
        return new BadRow(
                "healthbench.none",
                "the row has a question and no two completions to compare; remove it, or let your models answer the question and import their answers as a and b");
    }
}
