package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;

/**
 * A response to a prompt. A line of {@code responses.jsonl}; generation adds tokens and log-probabilities, scoring adds a
 * score.
 *
 * @param promptTokens ids of the rendered prompt; absent unless a model read it
 * @param tokens ids of the response, the stop token included when there was one
 * @param logprobs natural logarithm of each token's probability at temperature 1, as long as {@code tokens}
 * @param score the reward model's scalar, after its shift
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Response(
        String id,
        @JsonDeserialize(using = PromptJson.class) List<Message> prompt,
        String response,
        @Nullable List<Integer> promptTokens,
        @Nullable List<Integer> tokens,
        @Nullable List<Double> logprobs,
        @Nullable Double score) {

    public Response {
        RecordChecks.text("id", id);
        RecordChecks.field("prompt", prompt);
        RecordChecks.field("response", response);
        prompt = RecordChecks.list("prompt", prompt);
    }

    public Response(String id, List<Message> prompt, String response) {
        this(id, prompt, response, null, null, null, null);
    }

    public Response withScore(double newScore) {
        return new Response(id, prompt, response, promptTokens, tokens, logprobs, newScore);
    }
}
