package org.careloop.reward.rater.corpus;

import java.util.ArrayList;
import java.util.List;
import org.careloop.run.Json;
import org.careloop.run.corpus.Document;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row with its score: as it was, with the field {@code quality} at its end. A quality that it had before is replaced.
 *
 * @param groups {@code language} and {@code source} of the row, where it has them
 */
record QualityRow(String json, List<String> groups) {

    static QualityRow of(Document document, double score) {
        String row = document.row();
        if (row == null) {
            ObjectNode fresh = Json.MAPPER.createObjectNode();
            fresh.put("text", document.text()).put(Document.QUALITY, score);
            return new QualityRow(Json.MAPPER.writeValueAsString(fresh), List.of());
        }
        ObjectNode given = (ObjectNode) Json.MAPPER.readTree(row);
        List<String> groups = new ArrayList<>();
        for (String field : List.of("language", "source")) {
            if (given.path(field).isString()) {
                groups.add("%s %s".formatted(field, given.path(field).asString()));
            }
        }
        if (given.has(Document.QUALITY)) {
            given.remove(Document.QUALITY);
            return new QualityRow(
                    Json.MAPPER.writeValueAsString(given.put(Document.QUALITY, score)), List.copyOf(groups));
        }
        // Every other byte stays, as the digits of a number that no double holds.
        String open = row.substring(0, row.lastIndexOf('}')).stripTrailing();
        return new QualityRow("%s,\"%s\":%s}".formatted(open, Document.QUALITY, score), List.copyOf(groups));
    }
}
