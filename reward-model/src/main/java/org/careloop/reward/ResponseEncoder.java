package org.careloop.reward;

import java.util.Arrays;
import java.util.List;
import org.careloop.lm.text.ChatFormat;
import org.careloop.run.Message;

/**
 * Prompt and response as the ids that a reward model reads: the conversation with its end-of-turn token, at which
 * the score is read. A conversation that is too long loses the start of the prompt first, then the end of the response; the
 * first token and the end-of-turn token are always kept.
 */
final class ResponseEncoder {
    private final ChatFormat format;
    private final int maxLength;
    private int cut;

    /** @param maxLength tokens of prompt and response together, at least 2 */
    ResponseEncoder(ChatFormat format, int maxLength) {
        this.format = format;
        this.maxLength = maxLength;
    }

    int[] encode(List<Message> prompt, String response) {
        int[] question = format.prompt(prompt);
        int[] answer = format.response(response);
        int over = question.length + answer.length - maxLength;
        if (over <= 0) {
            return concat(question, answer);
        }
        cut++;
        int lost = Math.clamp(question.length - 1, 0, over);
        int[] rest = Arrays.copyOfRange(question, lost, question.length);
        rest[0] = question[0];
        return concat(rest, shortened(answer, maxLength - rest.length));
    }

    private static int[] shortened(int[] answer, int length) {
        int[] kept = Arrays.copyOf(answer, length);
        kept[length - 1] = answer[answer.length - 1];
        return kept;
    }

    private static int[] concat(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** How many texts have been cut so far. */
    int cut() {
        return cut;
    }
}
