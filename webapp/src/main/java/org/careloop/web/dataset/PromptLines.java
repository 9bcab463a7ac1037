package org.careloop.web.dataset;

import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Prompt;

/** {@code prompts.jsonl}: every different prompt once, under the id of the first comparison that has it. */
final class PromptLines implements ExportPart {

    @Override
    public String name() {
        return "prompts";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public List<Column> columns() {
        return Columns.ofRecord(Prompt.class, Columns.COMPARISON);
    }

    @Override
    public Class<? extends Record> rowType() {
        return Prompt.class;
    }

    @Override
    public Rows open(OutputStream out) {
        // Prompts are told apart by a 16-byte hash, so that those of a large study fit into memory.
        Set<UUID> seen = new HashSet<>();
        return row -> {
            Comparison comparison = row.comparison();
            if (!seen.add(UUID.nameUUIDFromBytes(Json.MAPPER.writeValueAsBytes(comparison.prompt())))) {
                return 0;
            }
            out.write(Json.MAPPER.writeValueAsBytes(new Prompt(comparison.id(), comparison.prompt())));
            out.write('\n');
            return 1;
        };
    }
}
