package org.careloop.ppo.unify;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.careloop.run.Message;
import org.careloop.run.rows.Dialogue;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text: a line of {@code outcomes.jsonl}.
 *
 * @param question null where none was taken
 * @param answer null where none was taken
 * @param dropped why the text is left out, such as {@code answer.leak}; null where it became a row
 * @param asked how often the model was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Outcome(
        String id,
        String source,
        @Nullable String question,
        @Nullable String answer,
        @Nullable String dropped,
        int asked) {

    static String reason(boolean atQuestion, Checks.Fault fault) {
        return (atQuestion ? "question." : "answer.") + fault.name().toLowerCase(Locale.ROOT);
    }

    @JsonIgnore
    boolean isMade() {
        return dropped == null;
    }

    /** The row for {@code careloop sft}. */
    Dialogue dialogue() {
        List<Message> messages = List.of(
                Message.user(Objects.requireNonNull(question)), Message.assistant(Objects.requireNonNull(answer)));
        return new Dialogue(messages, null, null, source, id);
    }
}
