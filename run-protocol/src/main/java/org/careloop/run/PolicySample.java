package org.careloop.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The greedy answers to one prompt by the policy before training and by the policy now. A line of {@code samples.jsonl}.
 *
 * @param reference the answer of the policy that training started from
 * @param referenceScore the reward model's; absent where there is none
 * @param kl divergence of the policy from the reference on the current answer, nats
 * @param step the training step after which the current answer was sampled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PolicySample(
        String id,
        List<Message> prompt,
        String reference,
        String current,
        @Nullable Double referenceScore,
        @Nullable Double currentScore,
        double kl,
        long step) {

    public PolicySample {
        RecordChecks.text("id", id);
        RecordChecks.prompt(prompt);
        RecordChecks.field("reference", reference);
        RecordChecks.field("current", current);
        prompt = List.copyOf(prompt);
    }
}
