package org.careloop.ppo.answer;

import java.time.Instant;
import java.util.Map;
import org.careloop.run.text.VisibleText;

/**
 * What one model answered to one prompt. A line of {@code answers.jsonl}.
 *
 * @param id of the prompt
 * @param model the name under which the model takes part
 * @param tokens of the answer, as its model counts them; 0 where a server does not say
 * @param sampling how it was drawn, by the names of the settings
 * @param seed of this answer alone
 */
public record Answer(
        String id,
        String model,
        String response,
        Finish finish,
        int tokens,
        Map<String, Object> sampling,
        long seed,
        Instant at) {

    /** Why an answer ends. */
    public enum Finish {
        /** The model ended it. */
        STOP,
        /** The limit of tokens cut it. */
        LENGTH,
        /** The server's filter cut it. */
        FILTER
    }

    public Answer {
        sampling = Map.copyOf(sampling);
    }

    /** 1 where the model ended it itself, else 0. */
    int ended() {
        return finish == Finish.STOP ? 1 : 0;
    }

    /** The same text but for what nobody sees: two such answers need no vote. */
    boolean saysTheSameAs(Answer other) {
        return VisibleText.of(response).equals(VisibleText.of(other.response));
    }
}
