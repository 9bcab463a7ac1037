package org.careloop.web.dataset;

import java.io.IOException;
import java.io.Writer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.careloop.run.Comparison;
import org.careloop.run.Json;
import org.careloop.run.Message;
import org.careloop.run.Prompt;

/** {@code prompts.jsonl}: every different prompt once, under the id of the first comparison that has it. */
final class PromptLines implements ExportPart {
    private final Set<List<Message>> seen = new HashSet<>();

    @Override
    public String name() {
        return "prompts";
    }

    @Override
    public String ending() {
        return ".jsonl";
    }

    @Override
    public int write(Comparison comparison, Writer out) throws IOException {
        if (!seen.add(comparison.prompt())) {
            return 0;
        }
        out.write(Json.MAPPER.writeValueAsString(new Prompt(comparison.id(), comparison.prompt())));
        out.write('\n');
        return 1;
    }
}
