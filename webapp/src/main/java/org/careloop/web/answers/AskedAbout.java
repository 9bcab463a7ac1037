package org.careloop.web.answers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Json;
import org.careloop.run.JsonLines;
import org.careloop.run.Message;
import org.careloop.web.study.ComparisonRepository;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.study.StudyId;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a study knows of its prompts beside their text: language, specialty and tags. Models are asked the text alone; the pairs
 * of their answers get the rest back, so that they are handed to people who read the language, and are counted by it.
 */
final class AskedAbout {
    private static final int PAGE = 1_000;

    private final Map<List<Message>, StoredComparison> byPrompt = new HashMap<>();

    /** Reads the comparisons of a study; of several with the same prompt the first one counts. */
    AskedAbout(ComparisonRepository comparisons, StudyId source) {
        List<StoredComparison> page = comparisons.page(source, 0, PAGE);
        for (long offset = PAGE; !page.isEmpty(); offset += PAGE) {
            page.forEach(comparison -> byPrompt.putIfAbsent(comparison.prompt(), comparison));
            page = comparisons.page(source, offset, PAGE);
        }
    }

    /** Writes the rows of a file with what is known of their prompts. */
    void describe(Path file, Path described) throws IOException {
        List<ObjectNode> rows = JsonLines.readAll(file, ObjectNode.class);
        rows.forEach(this::describe);
        JsonLines.write(described, rows);
    }

    private void describe(ObjectNode row) {
        List<Message> prompt = Json.MAPPER.convertValue(row.required("prompt"), new TypeReference<>() {});
        StoredComparison asked = byPrompt.get(prompt);
        if (asked != null) {
            row.put("language", asked.language());
            row.put("specialty", asked.specialty());
            row.set("tags", Json.MAPPER.valueToTree(asked.tags()));
        }
    }
}
