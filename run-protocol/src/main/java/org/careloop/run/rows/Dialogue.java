package org.careloop.run.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.careloop.run.BadValue;
import org.careloop.run.Message;
import org.careloop.run.Phrase;
import org.jspecify.annotations.Nullable;

/**
 * A conversation to learn from: a line of the data file. Either {@code messages}, or a {@code prompt} and the
 * {@code response} to it.
 *
 * @param source what it comes from, where rows of several sources are learnt from in an order
 * @param id where rows are named
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Dialogue(
        @Nullable List<Message> messages,
        @Nullable List<Message> prompt,
        @Nullable String response,
        @Nullable String source,
        @Nullable String id) {

    public Dialogue {
        boolean whole = messages != null && prompt == null && response == null;
        boolean parts = messages == null && prompt != null && response != null;
        if (!whole && !parts) {
            throw new BadValue(Phrase.of(
                    "dialogue.fields",
                    "expected either the field \"messages\", or the fields \"prompt\" and \"response\""));
        }
        List<Message> turns = turns(messages, prompt, response);
        if (turns.size() < 2 || turns.getLast().role() != Message.Role.ASSISTANT) {
            throw new BadValue(Phrase.of(
                    "dialogue.end",
                    "a conversation needs a user's message and ends with an assistant's, which is what is learnt"));
        }
    }

    public static Dialogue of(List<Message> prompt, String response) {
        return new Dialogue(null, prompt, response, null, null);
    }

    /** All messages, the answer last. */
    public List<Message> turns() {
        return turns(messages, prompt, response);
    }

    /** Everything before the last answer. Conversations with the same prompt are never split into training and held-out. */
    public List<Message> lastPrompt() {
        List<Message> turns = turns();
        return turns.subList(0, turns.size() - 1);
    }

    private static List<Message> turns(
            @Nullable List<Message> messages, @Nullable List<Message> prompt, @Nullable String response) {
        if (messages != null) {
            return List.copyOf(messages);
        }
        List<Message> turns = new ArrayList<>(prompt == null ? List.of() : prompt);
        turns.add(Message.assistant(response == null ? "" : response));
        return turns;
    }
}
