package org.careloop.lm.sft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.Message;

/**
 * A conversation as tokens, and which of them are learnt: the assistant's own, the end of each turn included.
 *
 * @param ids of the whole conversation
 * @param learnt as long as {@code ids}
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares examples
record SftExample(int[] ids, boolean[] learnt) {

    /**
     * The examples of a conversation: one for all its answers where the chat format renders earlier turns unchanged,
     * else one for each answer (some chat templates drop parts of earlier answers).
     */
    static List<SftExample> of(List<Message> turns, ChatFormat format) {
        List<SftExample> examples = new ArrayList<>();
        SftExample open = new SftExample(new int[0], new boolean[0]);
        for (int i = 1; i < turns.size(); i++) {
            if (turns.get(i).role() != Message.Role.ASSISTANT) {
                continue;
            }
            int[] prompt = format.prompt(turns.subList(0, i));
            if (!startsWith(prompt, open.ids)) {
                examples.add(open);
                open = new SftExample(new int[0], new boolean[0]);
            }
            int[] answer = format.response(turns.get(i).content());
            open = open.extended(prompt, answer);
        }
        examples.add(open);
        return examples;
    }

    private static boolean startsWith(int[] ids, int[] start) {
        return ids.length >= start.length && Arrays.equals(ids, 0, start.length, start, 0, start.length);
    }

    /** @param prompt its ids begin with the ids so far */
    private SftExample extended(int[] prompt, int[] answer) {
        int[] all = Arrays.copyOf(prompt, prompt.length + answer.length);
        System.arraycopy(answer, 0, all, prompt.length, answer.length);
        boolean[] marks = Arrays.copyOf(learnt, all.length);
        Arrays.fill(marks, prompt.length, all.length, true);
        return new SftExample(all, marks);
    }

    int length() {
        return ids.length;
    }

    /** Its first {@code most} tokens. */
    SftExample cut(int most) {
        return length() <= most ? this : new SftExample(Arrays.copyOf(ids, most), Arrays.copyOf(learnt, most));
    }

    /** Tokens that are learnt. */
    int weight() {
        int weight = 0;
        for (boolean mark : learnt) {
            weight += mark ? 1 : 0;
        }
        return weight;
    }
}
