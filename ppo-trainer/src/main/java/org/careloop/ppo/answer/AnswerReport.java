package org.careloop.ppo.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.careloop.run.settings.AnswerSettings;

/**
 * {@code report.json} of an answer run.
 *
 * @param models in the order in which they were named
 * @param comparisons pairs of answers that wait for votes
 * @param identical pairs of answers with the same text: they count as "same" and need no vote
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnswerReport(int prompts, List<OfModel> models, int comparisons, int identical, AnswerSettings settings) {

    /**
     * How one model answered.
     *
     * @param source directory, or server and the model's name there
     * @param finished share of answers that the model ended itself
     * @param meanTokens of an answer; 0 where a server does not count
     * @param unanswered prompts without an answer, and why
     */
    record OfModel(
            String name,
            String source,
            int answered,
            double finished,
            double meanTokens,
            Map<String, String> unanswered) {}
}
