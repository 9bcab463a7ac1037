package org.careloop.run;

import java.util.List;

/** A prompt to answer. A line of {@code prompts.jsonl}. */
public record Prompt(String id, List<Message> prompt) {

    public Prompt {
        RecordChecks.text("id", id);
        RecordChecks.prompt(prompt);
        prompt = List.copyOf(prompt);
    }
}
