package org.careloop.lm.sft;

import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.lm.text.ConversationIds;
import org.careloop.lm.train.LearntTokens;
import org.careloop.run.Message;

/**
 * A conversation as tokens, and which of them are learnt: the assistant's own, the end of each turn included.
 *
 * @param ids of the whole conversation
 * @param learnt as long as {@code ids}
 */
@SuppressWarnings("ArrayRecordComponent") // ids are arrays of int everywhere; nobody compares examples
record SftExample(int[] ids, boolean[] learnt) implements LearntTokens {

    /** The examples of a conversation, one for each row of {@link ConversationIds}. */
    static List<SftExample> of(List<Message> turns, ChatFormat format) {
        return ConversationIds.of(turns, format).stream().map(SftExample::of).toList();
    }

    private static SftExample of(ConversationIds conversation) {
        boolean[] learnt = new boolean[conversation.length()];
        conversation.answers().forEach(answer -> Arrays.fill(learnt, answer.from(), answer.to(), true));
        return new SftExample(conversation.ids(), learnt);
    }

    @Override
    public int length() {
        return ids.length;
    }

    /** Its first {@code most} tokens. */
    SftExample cut(int most) {
        return length() <= most ? this : new SftExample(Arrays.copyOf(ids, most), Arrays.copyOf(learnt, most));
    }

    /** Tokens that are learnt. */
    @Override
    public int weight() {
        int weight = 0;
        for (boolean mark : learnt) {
            weight += mark ? 1 : 0;
        }
        return weight;
    }
}
