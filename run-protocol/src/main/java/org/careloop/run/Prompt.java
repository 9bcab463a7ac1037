package org.careloop.run;

import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;

/** A prompt to answer. A line of {@code prompts.jsonl}. */
public record Prompt(
        String id,
        @JsonDeserialize(using = PromptJson.class) List<Message> prompt) {

    public Prompt {
        RecordChecks.text("id", id);
        RecordChecks.prompt(prompt);
        prompt = List.copyOf(prompt);
    }
}
