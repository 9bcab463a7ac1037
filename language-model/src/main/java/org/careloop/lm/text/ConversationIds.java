package org.careloop.lm.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.run.Message;

/**
 * A conversation as tokens, and where the assistant's answers stand in it, the end of each turn included.
 *
 * @param ids up to and with the last of the answers
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares conversations
public record ConversationIds(int[] ids, List<Answer> answers) {

    /**
     * Where an answer stands.
     *
     * @param message its place among the messages, from 0
     * @param from its first token
     * @param to behind its last
     */
    public record Answer(int message, int from, int to) {}

    /**
     * The ids of a conversation: one row for all its answers where the chat format renders earlier turns unchanged, else one for
     * each answer (some chat templates drop parts of earlier answers).
     *
     * @param turns of which at least one after the first is the assistant's
     */
    public static List<ConversationIds> of(List<Message> turns, ChatFormat format) {
        List<ConversationIds> rows = new ArrayList<>();
        ConversationIds open = new ConversationIds(new int[0], List.of());
        for (int i = 1; i < turns.size(); i++) {
            if (turns.get(i).role() != Message.Role.ASSISTANT) {
                continue;
            }
            int[] prompt = format.prompt(turns.subList(0, i));
            if (!startsWith(prompt, open.ids)) {
                rows.add(open);
                open = new ConversationIds(new int[0], List.of());
            }
            open = open.extended(i, prompt, format.response(turns.get(i).content()));
        }
        rows.add(open);
        return rows;
    }

    private static boolean startsWith(int[] ids, int[] start) {
        return ids.length >= start.length && Arrays.equals(ids, 0, start.length, start, 0, start.length);
    }

    /** @param prompt its ids begin with the ids so far */
    private ConversationIds extended(int message, int[] prompt, int[] answer) {
        List<Answer> all = new ArrayList<>(answers);
        int[] together = Tokenizer.concat(prompt, answer);
        all.add(new Answer(message, prompt.length, together.length));
        return new ConversationIds(together, all);
    }

    public int length() {
        return ids.length;
    }
}
