package org.careloop.run.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One answered question, a line of {@code answers.jsonl}. Names are those of lm-evaluation-harness where it has one.
 *
 * @param target the key, such as {@code B} or {@code ABD}
 * @param likelihoods natural logarithm of the probability of each answer that was weighed, summed over its tokens; absent
 *     where the model wrote
 * @param written what the model wrote; absent where likelihoods were read
 * @param answer what counts as the model's answer; absent where it gave none
 * @param accurate 1 where the answer is the key, else 0
 * @param shots how many examples stood before the question: fewer than asked for where the model reads no more tokens
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Answered(
        @JsonProperty("doc_id") String id,
        String subject,
        String target,
        @JsonProperty("resps") @Nullable Map<String, Double> likelihoods,
        @JsonProperty("text") @Nullable String written,
        @JsonProperty("filtered_resps") @Nullable String answer,
        @JsonProperty("acc") int accurate,
        @JsonProperty("num_fewshot") int shots) {}
